"""Turns: which of a speaker's statements are one turn, and which headings only sum a turn up."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dashiji.kinds import PERSON, PLACE
from dashiji.matches import Filler, Match
from dashiji.spans import Time
from dashiji.stages.resolve.draft import UNNAMED, Draft
from dashiji.stages.resolve.naming import anchor_name, bare, is_picked

_SIDES = ("方面", "官方", "当局", "方", "军")
"""How the names end by which headings, and those who go on, call a side."""
_PARTS = ("部门", "部", "局", "厅", "署", "院", "处")
"""How the name of a body goes on that is a part of another (某政府卫生局), and speaks for itself."""
_GOING_ON = ("还", "又", "并", "也")
"""Words of who goes on speaking, whatever the name is this time (某方还称)."""
_BELOW = 2
"""Paragraphs below a heading in which what it sums up stands."""
_LATEST = 4
"""Turns, the latest ones, among which that of a heading is looked for."""
_FAR = 2
_LONG = 200
"""Paragraphs, and characters, of narration after which a speaker's next statement is a turn of its own."""
_DAY = len("2026-01-27")
_SENTENCE_ENDS = ("", "。", "！", "？", "；")


def find_turn(match: Match, drafts: Sequence[Draft], text: str) -> Draft | None:
    """The turn that goes on: the last one, or a headline's by the same speaker, or that of the heading right above."""
    for draft in reversed(drafts):
        headline = all(other.block == 0 for other in draft.matches)
        may_go_on = headline or (
            draft is drafts[-1] and not _is_far(draft.matches[-1], match) and not _is_later(draft.matches, match, text)
        )
        if may_go_on and any(_same_speaker(match, other, text) for other in draft.matches):
            return draft
        if draft is drafts[-1] and may_go_on and _goes_on(match, draft.matches[-1], text):
            return draft
    return next((draft for draft in drafts[: -_LATEST - 1 : -1] if _is_summed_up(match, draft.matches, text)), None)


def told_first(matches: Sequence[Match], text: str) -> list[Match]:
    """The matches of one turn, those of a heading that calls the speaker otherwise made less sure than what it sums up."""
    last = matches[-1]
    above = [match for match in matches if match.block < last.block and _is_heading(match, text)]
    summing = [match for match in above if not _same_speaker(match, last, text)]
    return [replace(match, discount=match.discount * UNNAMED) if match in summing else match for match in matches]


def _goes_on(match: Match, last: Match, text: str) -> bool:
    """Whether whoever spoke last goes on under a short name (某国国防部称，…。某方还称)."""
    said = text[match.anchor.end : match.trigger.end]
    return any(word in said for word in _GOING_ON) and _spells_out(anchor_name(last, text), anchor_name(match, text))


def _is_far(last: Match, match: Match) -> bool:
    return match.block - last.block >= _FAR and match.clause.start - last.clause.end > _LONG


def _is_later(turn: Sequence[Match], match: Match, text: str) -> bool:
    """Whether a statement was made on another day than the turn, as its clause or its sentence's opening tells (7月，在某地，某人指出), or
    an occasion told since (8月，某人到某地考察。某人指出); a turn without a date ends with an occasion of another month or year."""
    told = {day for other in turn for _, day in _days(other)}
    own = [day for date, day in _days(match) if _is_own(date, match, text)]
    since = [day for date, day in _days(match) if date.carried and date.start >= turn[-1].clause.end]
    if not told:
        return any(len(day) < _DAY for day in since)
    return any(not any(day.startswith(other) or other.startswith(day) for other in told) for day in (*own, *since))


def _is_own(date: Filler, match: Match, text: str) -> bool:
    """Whether a statement's date stands in its clause or at the opening of its sentence."""
    return not date.carried and (date.start >= match.clause.start or _opens(date, text))


def _days(match: Match) -> Iterator[tuple[Filler, str]]:
    """The dates of a match that have a value, in ISO form."""
    for date in match.fillers.get("date", ()):
        if isinstance(date.payload, Time) and date.payload.value is not None:
            yield date, date.payload.value


def _opens(date: Filler, text: str) -> bool:
    """Whether a date stands at the opening of its sentence."""
    before = text[max(0, date.start - 2) : date.start].removesuffix("在")[-1:]
    return before.isspace() or before in _SENTENCE_ENDS


def _same_speaker(first: Match, second: Match, text: str) -> bool:
    """Whether two matches name one speaker; a person is never part of a body's name (特朗普, 特朗普政府)."""
    short, long = sorted((anchor_name(first, text), anchor_name(second, text)), key=len)
    if short == long:
        return True
    kinds = {match.anchor.kind for match in (first, second)}
    if (PERSON in kinds and len(kinds) > 1) or len(short) < 2:
        return False
    return long.endswith(short) or (long.startswith(short) and (PLACE in kinds or not long.endswith(_PARTS)))


def _is_summed_up(match: Match, heading: Sequence[Match], text: str) -> bool:
    """Whether headings shortly above a statement call its speaker by a short name (某国总统, 某方) that his title and name spell out."""
    if not all(_is_heading(other, text) and 0 < match.block - other.block <= _BELOW for other in heading):
        return False
    role = match.fillers.get("role", ())
    full = "".join(bare(text[filler.start : filler.end]) for filler in (*role, match.anchor))
    return all(_spells_out(full, anchor_name(other, text)) for other in heading)


def _is_heading(match: Match, text: str) -> bool:
    """Whether the match's clause ends without a mark, as headings do."""
    return match.block == 0 or text[match.clause.end : match.clause.end + 1].isspace()


def _spells_out(full: str, short: str) -> bool:
    """Whether a name begins as the short one does and has all of its characters in their order."""
    short = short.removesuffix(next((side for side in _SIDES if short.endswith(side)), "")) or short
    return full[:1] == short[:1] and is_picked(short, full)
