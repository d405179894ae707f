"""What a scored record got wrong, for people who mend rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dashiji.evaluate.gold import GoldRecord, GoldValue, PredictedRecord, PredictedValue
from dashiji.records import DATE_ROLES, QUANTITY_ROLES, ROLES, EventType


class Fault(StrEnum):
    """What is wrong."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    STATUS = "status"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between records and gold.

    `gold` and `predicted` hold what only the one side has: the anchor of a missed or spurious record, the status, or the unmatched
    values of `role`. `evidence` is the predicted record's best evidence, else the gold one's; `rule` the rule that read it.
    """

    fault: Fault
    doc: str
    type: EventType
    anchor: str
    gold: tuple[str, ...] = ()
    predicted: tuple[str, ...] = ()
    role: str = ""
    rule: str = ""
    evidence: str = ""


def missed(record: GoldRecord) -> Finding:
    """A required gold record that no prediction stands for."""
    anchor = record.args[ROLES[record.type][0]][0].text
    return Finding(Fault.MISSED, record.doc, record.type, anchor, gold=(anchor,), evidence=record.evidence[0])


def spurious(record: PredictedRecord) -> Finding:
    """A prediction that stands for no gold record."""
    anchor = _anchor(record)
    return Finding(Fault.SPURIOUS, record.doc_id, record.type, anchor, predicted=(anchor,), rule=_rule(record), evidence=_evidence(record))


def wrong_status(predicted: PredictedRecord, gold: GoldRecord) -> Finding:
    """A matched record with another status."""
    return Finding(
        Fault.STATUS,
        predicted.doc_id,
        predicted.type,
        _anchor(predicted),
        gold=(gold.status.value,),
        predicted=(predicted.status or "",),
        rule=_rule(predicted),
        evidence=_evidence(predicted),
    )


def wrong_values(
    role: str, predicted: PredictedRecord, spare: Iterable[PredictedValue], gold: Iterable[GoldValue], evidence: str = ""
) -> Finding:
    """A matched record with other values of a role: those that only the prediction, and those that only the gold has."""
    return Finding(
        Fault.ROLE,
        predicted.doc_id,
        predicted.type,
        _anchor(predicted),
        gold=tuple(_shown(role, value) for value in gold),
        predicted=tuple(_shown(role, value) for value in spare),
        role=role,
        rule=_rule(predicted),
        evidence=_evidence(predicted) or evidence,
    )


def _shown(role: str, value: GoldValue | PredictedValue) -> str:
    """The value's text, with what is compared instead of it: `超3500亿元 → > 350000000000 元`."""
    if role in DATE_ROLES:
        return f"{value.text} → {value.value}"
    if role in QUANTITY_ROLES:
        number = "–".join(map(str, value.value)) if isinstance(value.value, list) else value.value
        return f"{value.text} → {value.op or '='} {number} {value.unit or ''}".rstrip()
    return value.text


def _anchor(record: PredictedRecord) -> str:
    values = record.arguments.get(ROLES[record.type][0])
    return values[0].text if values else "?"


def _rule(record: PredictedRecord) -> str:
    return record.evidence[0].rule if record.evidence else ""


def _evidence(record: PredictedRecord) -> str:
    return record.evidence[0].text if record.evidence else ""
