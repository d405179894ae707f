"""Records made by hand, for tests that are about records and not about how they are read."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dashiji.diff import SideRecord, side_record
from dashiji.records import (
    DATE_ROLES,
    QUANTITY_ROLES,
    ROLES,
    DateValue,
    EntityValue,
    EventType,
    Evidence,
    IdMint,
    Lineage,
    QuantityValue,
    Record,
    Status,
    TextSpan,
    Value,
    content_digest,
)
from dashiji.spans import Basis, Op

LINEAGE = Lineage(dashiji="0.1.0", rules="sha256:rules", input="sha256:input")


def made(
    sentence: str,
    kind: str = "agency_founded",
    *,
    doc_id: str = "a",
    trigger: str = "成立",
    rule: str = "founding.unveiled",
    status: str = "happened",
    offset: int = 0,
    ordinal: int = 0,
    confidence: float = 0.9,
    lineage: Lineage = LINEAGE,
    **roles: str | Iterable[str],
) -> Record:
    """A record of `sentence`, which stands at `offset`; each role names words of the sentence."""
    event = EventType(kind)
    arguments = {
        role: tuple(_value(role, sentence, text, offset) for text in ([named] if isinstance(named, str) else named))
        for role, named in sorted(roles.items(), key=lambda item: ROLES[event].index(item[0]))
    }
    evidence = (Evidence(**_span(sentence, sentence, offset), trigger=TextSpan(**_span(sentence, trigger, offset)), rule=rule),)
    mint = IdMint(doc_id)
    ids = [mint.mint(event, sentence) for _ in range(ordinal + 1)]
    return Record(
        id=ids[-1],
        content_digest=content_digest(event, Status(status), arguments, evidence),
        doc_id=doc_id,
        type=event,
        status=Status(status),
        arguments=arguments,
        evidence=evidence,
        confidence=confidence,
        lineage=lineage,
    )


def side(sentence: str, kind: str = "agency_founded", **options: Any) -> SideRecord:
    """The same, as one side of a comparison."""
    return side_record(made(sentence, kind, **options))


def _span(sentence: str, text: str, offset: int) -> dict[str, Any]:
    start = sentence.index(text) + offset
    return {"text": text, "start": start, "end": start + len(text)}


def _value(role: str, sentence: str, text: str, offset: int) -> Value:
    span = _span(sentence, text, offset)
    if role in DATE_ROLES:
        return DateValue(**span, value="2026-03-05", basis=Basis.PUBLISHED)
    if role in QUANTITY_ROLES:
        return QuantityValue(**span, op=Op.EQ, value="100", unit="")
    return EntityValue(**span, normalized=text, kind=role)


def write_records(path: Path, records: Iterable[Record]) -> Path:
    """A record file."""
    path.write_text("".join(f"{record.to_json()}\n" for record in records), encoding="utf-8")
    return path


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """A file of articles or the like, JSON Lines."""
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path
