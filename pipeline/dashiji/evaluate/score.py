"""Compare the records of one article with its gold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from dashiji.evaluate import findings
from dashiji.evaluate.counts import Tally
from dashiji.evaluate.findings import Finding
from dashiji.evaluate.gold import GoldRecord, GoldValue, PredictedRecord, PredictedValue
from dashiji.evaluate.pairing import LENIENT, anchor_similarity, pair
from dashiji.evaluate.similarity import same_value
from dashiji.records import ROLES, EventType

RecordT = TypeVar("RecordT", GoldRecord, PredictedRecord)


def score(
    predicted: Sequence[PredictedRecord], gold: Sequence[GoldRecord], threshold: float = LENIENT, found: list[Finding] | None = None
) -> Tally:
    """Count what agrees between the records of one article and its gold; differences are appended to `found`.

    Records match one to one by type and anchor. Optional gold is neither required nor an error. Role values count end to end:
    those of a missed record are missed, those of a spurious one spurious; the anchor itself is the event, not a role.
    """
    ours, theirs = _by_type(predicted), _by_type(gold)
    tally = Tally()
    for kind in EventType:
        if kind in ours or kind in theirs:
            _score_type(kind, ours.get(kind, []), theirs.get(kind, []), threshold, tally, [] if found is None else found)
    return tally


def _by_type(records: Iterable[RecordT]) -> Mapping[EventType, list[RecordT]]:
    groups: defaultdict[EventType, list[RecordT]] = defaultdict(list)
    for record in records:
        groups[record.type].append(record)
    return groups


def _score_type(
    kind: EventType,
    predicted: Sequence[PredictedRecord],
    gold: Sequence[GoldRecord],
    threshold: float,
    tally: Tally,
    found: list[Finding],
) -> None:
    pairs = pair(predicted, gold, threshold)
    for i, j in pairs:
        if not gold[j].optional:
            _count_match(predicted[i], gold[j], min(threshold, LENIENT), tally, found)
    matched_gold = {j for _, j in pairs}
    for j, g in enumerate(gold):
        if j not in matched_gold and not g.optional:
            tally.events[kind].fn += 1
            _count_unmatched(kind, g.args, tally, missed=True)
            found.append(findings.missed(g))
    matched = {i for i, _ in pairs}
    left_over = [p for i, p in enumerate(predicted) if i not in matched]
    # How many turns a speech falls into is soft: a type's gold speakers may each be split once without penalty.
    forgiven = len(gold) if kind is EventType.STATEMENT_MADE else 0
    for p in left_over:
        if forgiven and any(anchor_similarity(p, g) >= LENIENT for g in gold):
            forgiven -= 1
            continue
        tally.events[kind].fp += 1
        _count_unmatched(kind, p.arguments, tally, missed=False)
        found.append(findings.spurious(p))


def _count_match(predicted: PredictedRecord, gold: GoldRecord, threshold: float, tally: Tally, found: list[Finding]) -> None:
    """Count a matched required record: the event, its status, and each role value against the first gold value it agrees with."""
    kind = gold.type
    tally.events[kind].tp += 1
    if predicted.status == gold.status.value:
        tally.status_right += 1
    else:
        tally.status_wrong += 1
        found.append(findings.wrong_status(predicted, gold))
    for role in sorted({*predicted.arguments, *gold.args} - {ROLES[kind][0]}):
        spare, unmet = _compare(role, predicted.arguments.get(role, ()), gold.args.get(role, ()), threshold)
        counts = tally.roles[kind, role]
        counts.tp += len(gold.args.get(role, ())) - len(unmet)
        counts.fp += len(spare)
        counts.fn += len(unmet)
        if spare or unmet:
            found.append(findings.wrong_values(role, predicted, spare, unmet, gold.evidence[0]))


def _compare(
    role: str, predicted: Iterable[PredictedValue], gold: Iterable[GoldValue], threshold: float
) -> tuple[list[PredictedValue], list[GoldValue]]:
    """What is left on either side after each gold value, in order, took the first prediction that agrees with it."""
    spare, unmet = list(predicted), []
    for wanted in gold:
        at = next((i for i, value in enumerate(spare) if same_value(role, value, wanted, threshold)), None)
        if at is None:
            unmet.append(wanted)
        else:
            del spare[at]
    return spare, unmet


def _count_unmatched(kind: EventType, arguments: Mapping[str, Sequence[object]], tally: Tally, *, missed: bool) -> None:
    """Count the role values of a record that has no counterpart."""
    for role, values in arguments.items():
        if role != ROLES[kind][0]:
            counts = tally.roles[kind, role]
            if missed:
                counts.fn += len(values)
            else:
                counts.fp += len(values)
