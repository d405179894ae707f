"""Changes: what differs, field by field, between two versions of one record."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashiji.diff.sides import SideEvidence, SideRecord, SideValue

Stated = SideValue | SideEvidence
EVIDENCE = "evidence"
STATUS = "status"
CONFIDENCE = "confidence"
POSITION = "position"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. `before` or `after` is `None` where the value was added or removed.

    `field` is `status`, `evidence`, `confidence` or a role. `parts` names what differs inside two versions of a value: `text`,
    `position` (the same words elsewhere in the same article), `rule`, `trigger` or a detail of the value (`normalized`, `unit`, …).
    """

    field: str
    before: Stated | str | None
    after: Stated | str | None
    parts: tuple[str, ...] = ()


def find_changes(before: SideRecord, after: SideRecord, confidence: float | None = None) -> tuple[Change, ...]:
    """What differs, in the order status, roles, evidence, confidence.

    Offsets count only where both were read from the same input: a paragraph put in elsewhere changes no record. A confidence counts
    where it moved by more than `confidence`, and never for `None`.
    """
    same_input = bool(before.lineage.input) and before.lineage.input == after.lineage.input
    return tuple(_changes(before, after, same_input=same_input, confidence=confidence))


def _changes(before: SideRecord, after: SideRecord, *, same_input: bool, confidence: float | None) -> Iterator[Change]:
    if before.status != after.status:
        yield Change(STATUS, before.status, after.status)
    if before.content_digest != after.content_digest:
        for role in dict.fromkeys((*before.arguments, *after.arguments)):
            yield from _values(role, before.arguments.get(role, ()), after.arguments.get(role, ()), positions=same_input)
        yield from _values(EVIDENCE, before.evidence, after.evidence, positions=same_input)
    if confidence is not None and abs(before.confidence - after.confidence) > confidence:
        yield Change(CONFIDENCE, f"{before.confidence:g}", f"{after.confidence:g}")


def _values(field: str, before: Sequence[Stated], after: Sequence[Stated], *, positions: bool) -> Iterator[Change]:
    """Values that only one side has, paired one to one, the most alike first; then what is left over."""
    olds, news = _unequal(before, after, positions=positions)
    scored = sorted((-_likeness(old, new), i, j) for i, old in enumerate(olds) for j, new in enumerate(news))
    partner: dict[int, int] = {}
    for _, i, j in scored:
        if i not in partner and j not in partner.values():
            partner[i] = j
    for i, old in enumerate(olds):
        if i in partner:
            new = news[partner[i]]
            yield Change(field, old, new, tuple(_parts(old, new, positions=positions)))
        else:
            yield Change(field, old, None)
    for j, new in enumerate(news):
        if j not in partner.values():
            yield Change(field, None, new)


def _unequal(before: Sequence[Stated], after: Sequence[Stated], *, positions: bool) -> tuple[list[Stated], list[Stated]]:
    """The values of each side without those that the other has too."""
    olds, news = [_key(value, positions=positions) for value in before], [_key(value, positions=positions) for value in after]
    common = Counter(olds) & Counter(news)
    return _without(before, olds, common), _without(after, news, common)


def _without(values: Sequence[Stated], keys: Sequence[str], common: Counter[str]) -> list[Stated]:
    left, kept = Counter(common), []
    for value, key in zip(values, keys, strict=True):
        if left[key]:
            left[key] -= 1
        else:
            kept.append(value)
    return kept


def _key(value: Stated, *, positions: bool) -> str:
    return repr((value.text, sorted(value.details.items()), (value.start, value.end) if positions else None))


def _likeness(old: Stated, new: Stated) -> float:
    """1 for the same words at the same place, less for what shares only characters."""
    place = float((old.start, old.end) == (new.start, new.end))
    return (place + text_likeness(old.text, new.text)) / 2


def text_likeness(first: str, second: str) -> float:
    """Share of characters that two texts have in common, whatever their order: 0 to 1, 1 only for equal texts."""
    if first == second:
        return 1.0
    common = (Counter(first) & Counter(second)).total()
    return 0.999 * 2 * common / ((len(first) + len(second)) or 1)


def _parts(old: Stated, new: Stated, *, positions: bool) -> Iterator[str]:
    if old.text != new.text:
        yield "text"
    elif positions and (old.start, old.end) != (new.start, new.end):
        yield POSITION
    ours, theirs = old.details, new.details
    absent: Any = object()
    for name in dict.fromkeys((*ours, *theirs)):
        if ours.get(name, absent) != theirs.get(name, absent):
            yield name
