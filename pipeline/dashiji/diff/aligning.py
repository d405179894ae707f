"""Aligning: which record of one side is which record of the other, within one document.

Equal contents pair first, then ids where they are beyond doubt, then what is left over by what the records say, the most alike first.
An id alone is not enough where a sentence tells several events of a type: ids number these, and the number shifts when one is lost.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dashiji.diff.changes import text_likeness
from dashiji.diff.sides import SideRecord, SideSpan

SAME_ANCHOR = 0.5
"""Anchors that share at least so much of their characters may be the same thing."""
MOST_PAIRS = 250_000
"""Pairs of leftovers of a type in one document up to which each is looked at; beyond, only neighbours in text order are."""
_NEIGHBOURS = 50

Pair = tuple[SideRecord | None, SideRecord | None]


def align(before: Sequence[SideRecord], after: Sequence[SideRecord]) -> list[Pair]:
    """Pair the records of one document one to one, in text order; what has no partner stands alone."""
    pairs: list[Pair] = []
    for first in (_by_content, _by_id, _by_likeness):
        found = first(before, after)
        pairs += [(before[i], after[j]) for i, j in found]
        gone, come = {i for i, _ in found}, {j for _, j in found}
        before = [record for i, record in enumerate(before) if i not in gone]
        after = [record for j, record in enumerate(after) if j not in come]
    pairs += [(record, None) for record in before]
    pairs += [(None, record) for record in after]
    return sorted(pairs, key=_place)


def _place(pair: Pair) -> tuple[int, str, str, bool]:
    record = pair[1] or pair[0]
    return (record.evidence[0].start, record.type, record.id, pair[1] is None) if record else (0, "", "", False)


def _by_content(before: Sequence[SideRecord], after: Sequence[SideRecord]) -> list[tuple[int, int]]:
    """Records that say the same at the same place; of several, those with the same id."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for j, record in enumerate(after):
        waiting[record.content_digest].append(j)
    found = []
    for i, record in enumerate(before):
        equals = waiting[record.content_digest]
        if equals:
            best = next((j for j in equals if after[j].id == record.id), equals[0])
            equals.remove(best)
            found.append((i, best))
    return found


def _by_id(before: Sequence[SideRecord], after: Sequence[SideRecord]) -> list[tuple[int, int]]:
    """Records with the same id, where no other record left over could bear it."""
    twins = _told_together(before) | _told_together(after)
    homes = {record.id: j for j, record in enumerate(after) if (record.type, record.evidence[0].text) not in twins}
    found = []
    for i, record in enumerate(before):
        if (record.type, record.evidence[0].text) in twins:
            continue
        j = homes.pop(record.id, None)
        if j is not None:
            found.append((i, j))
    return found


def _told_together(records: Iterable[SideRecord]) -> set[tuple[str, str]]:
    """Type and sentence of those that share both."""
    counts = Counter((record.type, record.evidence[0].text) for record in records)
    return {key for key, count in counts.items() if count > 1}


def _by_likeness(before: Sequence[SideRecord], after: Sequence[SideRecord]) -> list[tuple[int, int]]:
    """The most alike first, among those of a type that are alike enough to be versions of one record."""
    candidates = []
    for i, j in _same_type(before, after):
        score = likeness(before[i], after[j])
        if score:
            candidates.append((-score, i, j))
    found, gone, come = [], set[int](), set[int]()
    for _, i, j in sorted(candidates):
        if i not in gone and j not in come:
            gone.add(i)
            come.add(j)
            found.append((i, j))
    return found


def _same_type(before: Sequence[SideRecord], after: Sequence[SideRecord]) -> Iterator[tuple[int, int]]:
    olds, news = _positions(before), _positions(after)
    for kind, ours in olds.items():
        theirs = news.get(kind, [])
        near = len(ours) * len(theirs) > MOST_PAIRS
        for at, i in enumerate(ours):
            yield from ((i, j) for j in (theirs[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS] if near else theirs))


def _positions(records: Sequence[SideRecord]) -> dict[str, list[int]]:
    """Indexes of the records of each type, in text order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(records)), key=lambda index: records[index].evidence[0].start):
        found[records[index].type].append(index)
    return found


def likeness(before: SideRecord, after: SideRecord) -> float:
    """How sure two records of a type are versions of one; 0 where they are not.

    They are where the same trigger tells both, where the anchors are alike, or where one clause tells both and half of the other
    values agree.
    """
    same_input = bool(before.lineage.input) and before.lineage.input == after.lineage.input
    trigger = _same_trigger(before, after, same_input=same_input)
    place = _overlap(before.evidence[0], after.evidence[0], same_input=same_input)
    anchor, values = _anchors(before, after), _values(before, after)
    if not (trigger or anchor >= SAME_ANCHOR or (place >= SAME_ANCHOR and values >= SAME_ANCHOR)):
        return 0.0
    return 0.01 + trigger + place + anchor + values / 2 + (before.id == after.id) / 4


def _same_trigger(before: SideRecord, after: SideRecord, *, same_input: bool) -> bool:
    if same_input:
        places = {(e.trigger.start, e.trigger.end) for e in before.evidence}
        return any((e.trigger.start, e.trigger.end) in places for e in after.evidence)
    texts = {(e.text, e.trigger.text) for e in before.evidence}
    return any((e.text, e.trigger.text) in texts for e in after.evidence)


def _overlap(first: SideSpan, second: SideSpan, *, same_input: bool) -> float:
    if not same_input:
        return text_likeness(first.text, second.text)
    common = min(first.end, second.end) - max(first.start, second.start)
    return max(0, common) / max(1, min(first.end - first.start, second.end - second.start))


def _anchors(before: SideRecord, after: SideRecord) -> float:
    first, second = before.anchor, after.anchor
    if first is None or second is None:
        return 0.0
    return text_likeness(first.details.get("normalized") or first.text, second.details.get("normalized") or second.text)


def _values(before: SideRecord, after: SideRecord) -> float:
    """Share of the values other than the anchors that both have; 0 where there are none."""
    ours, theirs = (
        Counter((role, v.details.get("normalized") or v.text) for role, values in list(r.arguments.items())[1:] for v in values)
        for r in (before, after)
    )
    total = max(ours.total(), theirs.total())
    return (ours & theirs).total() / total if total else 0.0
