"""Attribution: what made each difference, by lineage, by evidence and, where these leave doubt, by running an article again."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dashiji.diff.aligning import Pair, align
from dashiji.diff.causes import Cause, Edit, Part
from dashiji.diff.changes import find_changes
from dashiji.diff.comparing import Comparison
from dashiji.diff.difference import Difference, Kind
from dashiji.diff.folders import RuleEdit
from dashiji.diff.lines import Making
from dashiji.diff.sides import SideRecord

Makings = Collection[Making]
Fold = Callable[[str], str]
Rerun = Callable[[RuleEdit | None, Sequence[str]], Mapping[str, Sequence[SideRecord]]]
"""Reads articles (by id) again: with the first side's rules (`None`), or with the second side's rules and one edit taken back."""

BATCH = 200
"""Documents in doubt that are looked into together, so that each set of rules is loaded once for all of them."""
MOST_TRIALS = 12
"""Edits taken back, one at a time, before a difference is left with all that may have made it."""
_FAR = 2
_BY_RULES = frozenset((Part.RULE, Part.LEXICON, Part.RULES))


Inputs = Callable[[str], str | None]
"""The digest of an article (by id) as a side read it: `None` where that is not known, `""` where the side did not read it."""


def unknown_input(doc_id: str) -> str | None:
    """The digest where nothing is known of articles."""
    return None


@dataclass(frozen=True)
class Evidence:
    """What attribution goes by, beside the records.

    `fold` gives a text as lexicons see it. `edits` are those between the two rule folders (`None` where the folders are not known),
    `pack_of` tells the pack of a rule. `libraries` and `inputs` are those of the two sides. `rerun` is `None` where articles cannot
    be read again.
    """

    fold: Fold
    edits: tuple[RuleEdit, ...] | None = None
    pack_of: Mapping[str, str] | None = None
    libraries: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {})
    inputs: tuple[Inputs, Inputs] = (unknown_input, unknown_input)
    rerun: Rerun | None = None


def attribute(comparisons: Iterable[Comparison], makings: tuple[Makings, Makings], evidence: Evidence) -> Iterator[Comparison]:
    """Name the causes of every difference; unchanged records have none. `makings` are those of the two sides."""
    waiting = iter(comparisons)
    while batch := list(islice(waiting, BATCH)):
        yield from _Batch(batch, makings, evidence).attributed()


class _Batch:
    """Some comparisons, and what running their articles again has shown."""

    def __init__(self, comparisons: Sequence[Comparison], makings: tuple[Makings, Makings], evidence: Evidence) -> None:
        self._comparisons = comparisons
        self._makings = makings
        self._evidence = evidence
        self._causes: dict[tuple[str, int], tuple[Cause, ...]] = {}

    def attributed(self) -> list[Comparison]:
        """The comparisons with their causes."""
        doubtful: list[tuple[Comparison, int, list[Cause]]] = []
        for comparison in self._comparisons:
            parts: list[Cause] | None = None
            for index, difference in enumerate(comparison.differences):
                if difference.kind is Kind.UNCHANGED:
                    continue
                if parts is None:
                    parts = changed_parts(comparison, self._makings, self._evidence)
                if len(parts) > 1 and self._can_run(comparison) and any(part.part is Part.RULES for part in parts):
                    doubtful.append((comparison, index, parts))
                else:
                    self._settle(comparison, index, parts)
        self._swap_rules(doubtful)
        self._take_back_edits()
        return [self._named(comparison) for comparison in self._comparisons]

    def _named(self, comparison: Comparison) -> Comparison:
        differences = tuple(
            replace(difference, causes=self._causes.get((comparison.doc_id, index), ()))
            for index, difference in enumerate(comparison.differences)
        )
        return replace(comparison, differences=differences)

    def _can_run(self, comparison: Comparison) -> bool:
        """Whether the article can be read again as the second side read it."""
        digest = self._evidence.inputs[1](comparison.doc_id)
        same = not comparison.after or comparison.after[0].lineage.input == digest
        return self._evidence.rerun is not None and bool(digest) and same

    def _settle(self, comparison: Comparison, index: int, parts: Sequence[Cause]) -> None:
        """Name the parts, the rules by what the evidence tells of them."""
        found: list[Cause] = []
        for part in parts:
            named = rule_causes(comparison.differences[index], self._evidence) if part.part is Part.RULES else (part,)
            found += [cause if len(parts) == 1 else replace(cause, sure=False) for cause in named]
        self._causes[comparison.doc_id, index] = tuple(dict.fromkeys(found))

    def _swap_rules(self, doubtful: Sequence[tuple[Comparison, int, list[Cause]]]) -> None:
        """Where rules and something else changed, read the new article with the old rules: what then stays is the other part's."""
        rerun = self._evidence.rerun
        if not doubtful or rerun is None:
            return
        again = rerun(None, sorted({comparison.doc_id for comparison, _, _ in doubtful}))
        for comparison, index, parts in doubtful:
            if comparison.doc_id not in again:
                self._settle(comparison, index, parts)
                continue
            by_rules = is_undone(comparison.differences[index], comparison, again[comparison.doc_id])
            self._settle(comparison, index, [part for part in parts if (part.part is Part.RULES) == by_rules])

    def _take_back_edits(self) -> None:
        """Where several edits of rules may have made a difference, take them back one at a time and see."""
        edits, rerun = self._evidence.edits, self._evidence.rerun
        if not edits or len(edits) < 2 or rerun is None:
            return
        trials: defaultdict[RuleEdit, list[tuple[Comparison, int]]] = defaultdict(list)
        for comparison in self._comparisons:
            for index, difference in enumerate(comparison.differences):
                causes = self._causes.get((comparison.doc_id, index), ())
                if causes and self._can_run(comparison) and all(cause.part in _BY_RULES for cause in causes):
                    for edit in _ranked(difference, edits, self._evidence)[:MOST_TRIALS]:
                        trials[edit].append((comparison, index))
        made: defaultdict[tuple[str, int], list[tuple[bool, RuleEdit]]] = defaultdict(list)
        for edit, places in trials.items():
            again = rerun(edit, sorted({comparison.doc_id for comparison, _ in places}))
            for comparison, index in places:
                if comparison.doc_id in again:
                    difference, records = comparison.differences[index], again[comparison.doc_id]
                    if is_touched(difference, comparison, records):
                        made[comparison.doc_id, index].append((is_undone(difference, comparison, records), edit))
        for place, found in made.items():
            alone = [edit for undone, edit in found if undone]
            self._causes[place] = tuple(edit.cause() for edit in alone or [edit for _, edit in found])


def changed_parts(comparison: Comparison, makings: tuple[Makings, Makings], evidence: Evidence) -> list[Cause]:
    """The parts that differ between the two sides of a document; `Part.UNKNOWN` where none does.

    An article without records on one side is taken for the same article, unless `inputs` says otherwise or nothing else changed.
    """
    ours, theirs = (_making(*side) for side in zip((comparison.before, comparison.after), makings, strict=True))
    old, new = (
        records[0].lineage.input or None if records else digest(comparison.doc_id)
        for records, digest in zip((comparison.before, comparison.after), evidence.inputs, strict=True)
    )
    if "" in (old, new):
        return [Cause(Part.INPUT, Edit.REMOVED if new == "" else Edit.ADDED, "")]
    parts = [*_made_differently(ours, theirs)] if ours and theirs else []
    parts += _other_libraries(*evidence.libraries)
    if old and new and old != new:
        parts.append(Cause(Part.INPUT, Edit.EDITED, ""))
    elif not parts and not (old and new):
        edit = Edit.EDITED if comparison.before and comparison.after else Edit.REMOVED if comparison.before else Edit.ADDED
        parts.append(Cause(Part.INPUT, edit, "", sure=False))
    return parts or [Cause(Part.UNKNOWN, Edit.EDITED, "")]


def _other_libraries(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Cause]:
    """Libraries in another version; nothing where a side does not say which it had."""
    if before and after:
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                yield Cause(Part.PROGRAM, Edit.EDITED, f"{name} {before.get(name, 'none')} → {after.get(name, 'none')}")


def _making(records: Sequence[SideRecord], makings: Makings) -> Making | None:
    if records:
        lineage = records[0].lineage
        return Making(lineage.dashiji, lineage.rules, tuple(sorted(lineage.models.items())))
    return min(makings, key=repr, default=None)


def _made_differently(ours: Making, theirs: Making) -> Iterator[Cause]:
    if ours.program != theirs.program:
        yield Cause(Part.PROGRAM, Edit.EDITED, f"{ours.program} → {theirs.program}")
    old, new = dict(ours.models), dict(theirs.models)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield Cause(Part.MODEL, Edit.REMOVED if name not in new else Edit.ADDED if name not in old else Edit.EDITED, name)
    if ours.rules != theirs.rules:
        yield Cause(Part.RULES, Edit.EDITED, "")


def rule_causes(difference: Difference, evidence: Evidence) -> tuple[Cause, ...]:
    """The edits of rules that may have made a difference, by the rules and words of its evidence."""
    edits = evidence.edits
    if not edits:
        names = [side.rules[0] if side.rules else "" for side in (difference.before, difference.after) if side]
        return (Cause(Part.RULES, Edit.EDITED, " → ".join(dict.fromkeys(name for name in names if name)), sure=False),)
    if len(edits) == 1:
        return (edits[0].cause(),)
    near = [edit for edit in edits if _nearness(edit, difference, evidence) < _FAR]
    if not near and len(edits) > MOST_TRIALS:
        return (Cause(Part.RULES, Edit.EDITED, " → ".join(difference.rules), sure=False),)
    return tuple(edit.cause(sure=len(near) == 1) for edit in near or edits)


def _ranked(difference: Difference, edits: Iterable[RuleEdit], evidence: Evidence) -> list[RuleEdit]:
    """Edits, those first that the evidence names."""
    return sorted(edits, key=lambda edit: _nearness(edit, difference, evidence))


def _nearness(edit: RuleEdit, difference: Difference, evidence: Evidence) -> int:
    """0 where the evidence names the edited rule or holds the edited word, 1 where its rule's pack is edited, else `_FAR`."""
    if edit.part is Part.LEXICON:
        texts = (item.text for side in (difference.before, difference.after) if side for item in side.evidence)
        return 0 if edit.item and any(edit.item in evidence.fold(text) for text in texts) else _FAR
    if edit.item:
        return 1 if any((evidence.pack_of or {}).get(rule) == edit.owner for rule in difference.rules) else _FAR
    return 0 if edit.owner in difference.rules else _FAR


def is_undone(difference: Difference, comparison: Comparison, records: Sequence[SideRecord]) -> bool:
    """Whether reading the article again gave back what was there before: the old record as it was, or no record for an added one."""
    if difference.before is None:
        return _among(records, comparison.after, difference.after)[0] is None
    old, new = _among(comparison.before, records, difference.before)
    return old is not None and new is not None and not find_changes(old, new)


def is_touched(difference: Difference, comparison: Comparison, records: Sequence[SideRecord]) -> bool:
    """Whether reading the article again gave something else than the second side has."""
    if difference.after is None:
        return _among(comparison.before, records, difference.before)[1] is not None
    old, new = _among(records, comparison.after, difference.after)
    return old is None or new is None or bool(find_changes(old, new))


def _among(before: Sequence[SideRecord], after: Sequence[SideRecord], record: SideRecord | None) -> Pair:
    """The pair that holds this very record when two lists of a document are aligned."""
    return next(pair for pair in align(before, after) if any(side is record for side in pair if side is not None))
