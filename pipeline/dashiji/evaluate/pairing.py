"""Which predicted record stands for which annotated one, within one article and type."""

from collections.abc import Sequence

from dashiji.evaluate.gold import GoldRecord, PredictedRecord
from dashiji.evaluate.similarity import best_similarity, same_number
from dashiji.records import ROLES, EventType

LENIENT = 0.5
"""Share of characters (F1) from which two anchors count as the same thing."""
STRICT = 0.9999
"""Only equal folded anchors reach this."""

_COUNTED = (EventType.TARGET_SET, EventType.METRIC_REPORTED)
_WEAK = 0.2
"""Anchors more alike than this are lifted to `LENIENT` where both records state the same quantity."""


def anchor_similarity(predicted: PredictedRecord, gold: GoldRecord) -> float:
    """How alike the anchors of two records of one type are.

    Targets and metrics whose first quantities differ in value have nothing in common; equal quantities make up for wording.
    """
    role = ROLES[gold.type][0]
    similarity = best_similarity(predicted.arguments.get(role, ()), gold.args.get(role, ()))
    if gold.type in _COUNTED:
        ours, theirs = predicted.arguments.get("quantity"), gold.args.get("quantity")
        if ours and theirs:
            if not same_number(ours[0].value, theirs[0].value):
                return 0.0
            return max(similarity, LENIENT) if similarity > _WEAK else similarity
    return similarity


def pair(predicted: Sequence[PredictedRecord], gold: Sequence[GoldRecord], threshold: float) -> list[tuple[int, int]]:
    """Pair records of one article and type one to one, the most alike first, as (index in predicted, index in gold).

    Of equally good pairs a required gold record goes before an optional one, then the earlier prediction, then the earlier gold.
    """
    candidates = []
    for i, p in enumerate(predicted):
        for j, g in enumerate(gold):
            similarity = anchor_similarity(p, g)
            if similarity >= threshold:
                candidates.append((-similarity, g.optional, i, j))
    pairs: list[tuple[int, int]] = []
    taken_predicted: set[int] = set()
    taken_gold: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in taken_predicted and j not in taken_gold:
            taken_predicted.add(i)
            taken_gold.add(j)
            pairs.append((i, j))
    return pairs
