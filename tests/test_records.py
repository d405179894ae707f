"""The event record: round trips, laws of ids and digests, what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dashiji.records import (
    CLAIM_ROLES,
    DATE_ROLES,
    QUANTITY_ROLES,
    ROLES,
    SCHEMA_VERSION,
    ClaimValue,
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
    record_schema,
    sentence_digest,
    value_model,
)
from dashiji.spans import Basis, Change, Mod, Op

LINEAGE = Lineage(dashiji="0.1.0", rules="sha256:1", input="sha256:2")
TEXTS = st.text(min_size=1, max_size=8)


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    text, start = draw(TEXTS), draw(st.integers(0, 10_000))
    return {"text": text, "start": start, "end": start + len(text)}


@st.composite
def values(draw: st.DrawFn, role: str) -> Value:
    span = draw(spans())
    if role in DATE_ROLES:
        value = draw(st.none() | st.sampled_from(["2026", "2026-01-27", "2026-Q1", "2023/2027"]))
        mod, basis = draw(st.none() | st.sampled_from(Mod)), draw(st.none() | st.sampled_from(Basis))
        return DateValue(**span, value=value, mod=mod, basis=basis)
    if role in QUANTITY_ROLES:
        number = draw(st.sampled_from(["70", "13.6", ("3", "5")]))
        unit, change = draw(st.sampled_from(["", "%", "个"])), draw(st.none() | st.sampled_from(Change))
        return QuantityValue(**span, op=draw(st.sampled_from(Op)), value=number, unit=unit, change=change)
    if role in CLAIM_ROLES:
        return ClaimValue(**span, rank=draw(st.none() | st.just(1)), scope=draw(st.sampled_from(["", "江苏"])))
    return EntityValue(**span, normalized=span["text"], kind="organization")


@st.composite
def records(draw: st.DrawFn) -> Record:
    kind = draw(st.sampled_from(EventType))
    first, *others = ROLES[kind]
    roles = [first, *draw(st.lists(st.sampled_from(others), unique=True))]
    return Record(
        id=draw(TEXTS),
        content_digest=draw(TEXTS),
        doc_id=draw(TEXTS),
        type=kind,
        status=draw(st.sampled_from(Status)),
        arguments={role: tuple(draw(st.lists(values(role), min_size=1, max_size=2))) for role in roles},
        evidence=(Evidence(**draw(spans()), trigger=TextSpan(**draw(spans())), rule="founding.unveiled"),),
        confidence=draw(st.floats(0, 1)),
        reasons=tuple(draw(st.lists(TEXTS, max_size=2))),
        lineage=LINEAGE,
    )


@given(records())
def test_json_comes_back_as_it_went_out(record: Record) -> None:
    line = record.to_json()
    assert "\n" not in line
    assert Record.model_validate_json(line) == record
    assert Record.model_validate(json.loads(line)) == record
    assert Record.model_validate_json(line).to_json() == line


def minimal(**changes: Any) -> dict[str, Any]:
    """The plain data of a sound record."""
    span = {"text": "青岚市数据局", "start": 0, "end": 6}
    record = {
        "id": "1",
        "content_digest": "2",
        "doc_id": "a",
        "type": "agency_founded",
        "status": "happened",
        "arguments": {"agency": [{**span, "normalized": "青岚市数据局", "kind": "agency"}]},
        "evidence": [{**span, "trigger": span, "rule": "founding.unveiled"}],
        "confidence": 0.9,
        "lineage": LINEAGE.model_dump(),
    }
    return record | changes


AGENCY = minimal()["arguments"]["agency"]
DATE = {"text": "3月1日", "start": 6, "end": 10, "value": "2026-03-01"}


def test_the_anchor_is_the_first_value_of_the_first_role() -> None:
    assert Record.model_validate(minimal()).anchor == EntityValue.model_validate(AGENCY[0])


def test_keys_come_in_the_order_of_the_contract() -> None:
    keys = ["id", "content_digest", "doc_id", "type", "status", "arguments", "evidence", "confidence", "reasons", "lineage"]
    assert list(json.loads(Record.model_validate(minimal()).to_json())) == keys


def test_text_is_not_escaped() -> None:
    assert "青岚市数据局" in Record.model_validate(minimal()).to_json()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"type": "agency_found"}, "agency_found"),
        ({"status": "done"}, "done"),
        ({"arguments": {"agency": AGENCY, "issuer": AGENCY}}, "unknown role 'issuer'; known: agency, founder, host, place, date, claim"),
        ({"arguments": {"agency": []}}, "the anchor role 'agency' is empty"),
        ({"arguments": {"date": [DATE]}}, "the anchor role 'agency' is empty"),
        ({"arguments": {"agency": AGENCY, "date": AGENCY}}, "Extra inputs are not permitted"),
        ({"arguments": {"agency": [AGENCY[0] | {"start": -1}]}}, "greater than or equal to 0"),
        ({"evidence": []}, "at least 1 item"),
        ({"confidence": 1.5}, "less than or equal to 1"),
        ({"note": ""}, "Extra inputs are not permitted"),
    ],
)
def test_what_breaks_the_contract_is_refused(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Record.model_validate(minimal(**changes))


def test_records_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Record.model_validate(minimal()).status = Status.PLANNED  # type: ignore[misc]


@pytest.mark.parametrize("kind", EventType)
def test_every_role_has_a_model(kind: EventType) -> None:
    assert len(set(ROLES[kind])) == len(ROLES[kind])
    expected = dict.fromkeys(DATE_ROLES, DateValue) | dict.fromkeys(QUANTITY_ROLES, QuantityValue) | {"claim": ClaimValue}
    for role in ROLES[kind]:
        assert value_model(role) is expected.get(role, EntityValue)


def test_the_schema_is_versioned_and_names_every_field() -> None:
    schema = record_schema()
    assert schema["version"] == SCHEMA_VERSION
    assert set(schema["properties"]) == set(Record.model_fields)
    assert schema["$defs"]["EventType"]["enum"] == [kind.value for kind in EventType]
    assert json.loads(json.dumps(schema)) == schema


class TestIds:
    def test_equal_evidence_is_told_apart_by_its_ordinal(self) -> None:
        mint = IdMint("a")
        first, second = (mint.mint(EventType.AGENCY_FOUNDED, "青岚市数据局揭牌。") for _ in range(2))
        again = IdMint("a")
        assert first != second
        assert [again.mint(EventType.AGENCY_FOUNDED, "青岚市数据局揭牌。") for _ in range(2)] == [first, second]

    def test_ids_differ_by_article_type_and_evidence(self) -> None:
        ids = {
            IdMint(article).mint(kind, sentence)
            for article in ("a", "b")
            for kind in (EventType.AGENCY_FOUNDED, EventType.STATEMENT_MADE)
            for sentence in ("甲局成立。", "乙局成立。")
        }
        assert len(ids) == 8
        assert all(len(identifier) == 32 for identifier in ids)

    @given(st.lists(st.tuples(st.sampled_from(EventType), st.sampled_from(["甲", "乙", "丙"])), max_size=20))
    def test_ids_of_an_article_are_unique(self, events: list[tuple[EventType, str]]) -> None:
        mint = IdMint("a")
        assert len({mint.mint(kind, text) for kind, text in events}) == len(events)

    @given(st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=10), st.data())
    def test_another_event_does_not_change_an_id(self, sentences: list[str], data: st.DataObject) -> None:
        """What ids are for: a new record elsewhere in the article leaves the others their names."""
        mint = IdMint("a")
        before = [mint.mint(EventType.POLICY_ISSUED, text) for text in sentences]
        at = data.draw(st.integers(0, len(sentences)))
        mint = IdMint("a")
        after = [mint.mint(EventType.POLICY_ISSUED, text) for text in [*sentences[:at], "丁", *sentences[at:]]]
        assert after[:at] + after[at + 1 :] == before

    @pytest.mark.parametrize(
        ("one", "other"), [("2026年1月", "２０２６年１月"), ("甲局 成立", "甲局成立"), ("甲局\u3000成立\n", "甲局成立")]
    )
    def test_width_and_white_space_do_not_matter(self, one: str, other: str) -> None:
        assert sentence_digest(one) == sentence_digest(other)


class TestContentDigest:
    @given(records())
    def test_the_order_of_roles_does_not_matter(self, record: Record) -> None:
        turned = dict(reversed(record.arguments.items()))
        assert content_digest(record.type, record.status, record.arguments, record.evidence) == content_digest(
            record.type, record.status, turned, record.evidence
        )

    @given(records(), records())
    def test_it_is_equal_where_the_content_is(self, one: Record, other: Record) -> None:
        def content(record: Record) -> tuple[Any, ...]:
            return record.type, record.status, record.arguments, record.evidence

        assert (content(one) == content(other)) == (content_digest(*content(one)) == content_digest(*content(other)))

    @given(records(), st.sampled_from(Status))
    def test_another_status_is_another_content(self, record: Record, status: Status) -> None:
        digests = {content_digest(record.type, one, record.arguments, record.evidence) for one in (record.status, status)}
        assert len(digests) == len({record.status, status})
