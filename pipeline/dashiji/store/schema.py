"""The columns of a run directory's tables."""

import pyarrow as pa

from dashiji.records import CLAIM_ROLES, DATE_ROLES, QUANTITY_ROLES, ROLES

ALL_ROLES = tuple(dict.fromkeys(role for roles in ROLES.values() for role in roles))
"""Every role of every type, each once."""

_TEXT = pa.string()
_NUMBER = pa.int32()


def _struct(**types: pa.DataType) -> pa.DataType:
    return pa.struct(list(types.items()))


_SPAN: dict[str, pa.DataType] = {"text": _TEXT, "start": _NUMBER, "end": _NUMBER}
_ENTITY = _struct(**_SPAN, normalized=_TEXT, kind=_TEXT)
_DATE = _struct(**_SPAN, value=_TEXT, mod=_TEXT, basis=_TEXT)
_QUANTITY = _struct(**_SPAN, op=_TEXT, value=pa.list_(_TEXT), unit=_TEXT, change=_TEXT)
_CLAIM = _struct(**_SPAN, rank=_NUMBER, scope=_TEXT)


def _value_type(role: str) -> pa.DataType:
    if role in DATE_ROLES:
        return _DATE
    if role in QUANTITY_ROLES:
        return _QUANTITY
    return _CLAIM if role in CLAIM_ROLES else _ENTITY


RECORDS = pa.schema(
    {
        "id": _TEXT,
        "content_digest": _TEXT,
        "doc_id": _TEXT,
        "type": _TEXT,
        "status": _TEXT,
        "arguments": _struct(**{role: pa.list_(_value_type(role)) for role in ALL_ROLES}),
        "evidence": pa.list_(_struct(**_SPAN, trigger=_struct(**_SPAN), rule=_TEXT)),
        "confidence": pa.float64(),
        "reasons": pa.list_(_TEXT),
        "lineage": _struct(dashiji=_TEXT, rules=_TEXT, models=pa.map_(_TEXT, _TEXT), input=_TEXT),
    }
)
"""One row a record, in the order of the articles and within them of the text; a role without a value is null."""

_ARTICLE_COLUMNS: dict[str, pa.DataType] = {
    "doc_id": _TEXT,
    "title": _TEXT,
    "published": pa.date32(),
    "author": _TEXT,
    "source": _TEXT,
    "origin": _TEXT,
    "digest": _TEXT,
    "characters": _NUMBER,
    "records": _NUMBER,
    "outcome": _TEXT,
    "reason": _TEXT,
    "duplicate_of": _TEXT,
    "duplicate_kind": _TEXT,
}
ARTICLES = pa.schema(_ARTICLE_COLUMNS)
"""One row an article as it came in, also where it failed: then what is known about it may be null."""

UNUSED = pa.schema({name: _ARTICLE_COLUMNS[name] for name in ("doc_id", "source", "origin", "reason")})
"""One row an article that failed or is in quarantine."""
