"""Merging: matches that tell the same event come together in one draft."""

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from dashiji.matches import Match
from dashiji.records import FOUNDED, RELEASES, EventType, Status
from dashiji.spans import Op, Quantity, Time
from dashiji.stages.resolve.draft import UNNAMED, Draft
from dashiji.stages.resolve.naming import (
    alike,
    anchor_name,
    bare,
    is_description,
    is_picked,
    is_pointing,
    same_body,
    same_document,
    same_name,
)
from dashiji.stages.resolve.releases import ReleaseName, release_name
from dashiji.stages.resolve.turns import find_turn, told_first

_Figure = tuple[Op, tuple[str, ...], str]
_COUNTED = frozenset((EventType.TARGET_SET, EventType.METRIC_REPORTED))
MOST = 300
"""Drafts of one type, or of one figure, that a match is compared with, the latest ones, and matches that a draft takes; no article of
the archives has as many of either."""
_MEASURES = re.compile("[0-9二三四五六七八九十百][0-9一二三四五六七八九十百]*[条项].*")
"""A document told of by the number of its measures (23项举措)."""
_CONTEXT = 6
"""Characters before a name in which its class noun may stand."""
_SAME_METRIC = 0.3
"""How alike the metrics must be that one figure is told of twice; a headline names them too shortly to tell."""
_SAME_BELOW_HEADING = 0.6
_CLASS_NOUN = 4
"""Characters up to which a headline's name for a body is only what it is (研究所)."""
_SAME_IN_HEADLINE = 0.4
"""How much a description in a headline (新央企汽车集团) must have in common with the name in the article."""


def merge(matches: Sequence[Match], text: str) -> list[Draft]:
    """Drafts in the order in which their events are first told; `text` is the folded document."""
    drafts: list[Draft] = []
    alike_drafts: defaultdict[tuple[EventType, _Figure | None], list[Draft]] = defaultdict(list)
    for match in matches:
        own = alike_drafts[match.type, _figure(match)]
        draft = _home(match, [draft for draft in own[-MOST:] if len(draft.matches) < MOST], text)
        if draft is None and match.type in FOUNDED and is_pointing(anchor_name(match, text)):
            continue  # a body that is not named anywhere (这家公司)
        if draft is None:
            own.append(Draft(match.type, [match]))
            drafts.append(own[-1])
        else:
            draft.matches.append(match)
    drafts = _join_unnamed(drafts, text)
    for draft in drafts:
        if draft.type in RELEASES:
            draft.matches = _named_first(draft.matches, text)
        if draft.type is EventType.STATEMENT_MADE:
            draft.matches = told_first(draft.matches, text)
        if draft.type is EventType.POLICY_ISSUED:
            draft.matches = _titled_first(draft.matches, text)
    return drafts


def _join_unnamed(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """Releases told without a name (开源语音模型) joined to the one whose name is told only later."""
    kept: list[Draft] = []
    releases = [draft for draft in drafts if draft.type in RELEASES]
    named = {id(draft): draft for draft in releases if any(_release_name(match, text).latin for match in draft.matches)}
    for draft in drafts:
        others = named.values() if draft.type in RELEASES and id(draft) not in named else ()
        home = next((other for other in others if other.type is draft.type and _tells(other, draft, text)), None)
        if home is None:
            kept.append(draft)
        else:
            home.matches = sorted((*home.matches, *draft.matches), key=lambda match: match.trigger.start)
    return kept


def _tells(named: Draft, unnamed: Draft, text: str) -> bool:
    """Whether a match of the named release is of the unnamed one, and all of them may be."""
    pairs = [(first, second) for first in unnamed.matches for second in named.matches]
    apart = any(first.trigger == second.trigger or _differ(first, second) for first, second in pairs)
    return not apart and any(_release_name(first, text).same(_release_name(second, text)) for first, second in pairs)


def _named_first(matches: Sequence[Match], text: str) -> list[Match]:
    """Matches of one release, those that only say what it is (新功能) made less sure than those that name it."""
    named = [match for match in matches if _release_name(match, text).latin]
    return [match if match in named or not named else replace(match, discount=match.discount * UNNAMED) for match in matches]


def _home(match: Match, own: Sequence[Draft], text: str) -> Draft | None:
    """The draft, among those `own` of its type, that tells the event of `match` already."""
    if match.type is EventType.STATEMENT_MADE:
        return find_turn(match, own, text)
    if match.type in _COUNTED:
        return next((draft for draft in own if _same_figure(match, draft, text)), None)
    if match.type in RELEASES:
        return next((draft for draft in own if _same_release(match, draft, text)), None)
    name = anchor_name(match, text)
    if is_pointing(name):
        return own[-1] if own else None
    if match.type is EventType.POLICY_ISSUED:
        same = [draft for draft in own[::-1] if any(_same_policy(match, other, text) for other in draft.matches)]
        exact = (draft for draft in same if any(anchor_name(other, text) == name for other in draft.matches))
        return next(exact, same[0] if same else own[-1] if own and _counts_measures_of(match, own[-1].matches[-1], text) else None)
    if match.type in FOUNDED:
        return next((draft for draft in own if _same_founding(match, draft, text)), None)
    return next((draft for draft in own if any(same_name(name, anchor_name(other, text)) for other in draft.matches)), None)


def _same_policy(match: Match, other: Match, text: str) -> bool:
    """Whether two matches name one document; what one verb issues side by side are different ones."""
    beside = match.trigger == other.trigger and match.anchor != other.anchor
    return not beside and same_document(anchor_name(match, text), anchor_name(other, text))


def _counts_measures_of(match: Match, last: Match, text: str) -> bool:
    """Whether one of two matches counts the measures of the document that the other names: a heading those of the one below it, or
    a clause of one paragraph those of the one named in it."""
    counts, counted = _MEASURES.fullmatch(anchor_name(match, text)), _MEASURES.fullmatch(anchor_name(last, text))
    return bool(counts) != bool(counted) and match.block - last.block <= (1 if counted else 0)


def _titled_first(matches: Sequence[Match], text: str) -> list[Match]:
    """Matches of one document, those that only count its measures made less sure than those that name it."""
    counts = [match for match in matches if _MEASURES.fullmatch(anchor_name(match, text))]
    if len(counts) in (0, len(matches)):
        return list(matches)
    return [replace(match, discount=match.discount * UNNAMED) if match in counts else match for match in matches]


def _same_founding(match: Match, draft: Draft, text: str) -> bool:
    """Whether a draft tells of the same body; one known from a headline only may be described there rather than named."""
    name, names = anchor_name(match, text), [anchor_name(other, text) for other in draft.matches]
    if any(same_body(name, other) for other in names):
        return True
    last = draft.matches[-1]
    headline = all(other.block == 0 for other in draft.matches) and match.block > 0
    below = last.block == match.block - 1 and (is_description(names[-1]) or is_description(name))
    if (headline or below) and alike(name, names[-1]) >= _SAME_IN_HEADLINE:
        return True
    return headline and len(names[-1]) <= _CLASS_NOUN


def _differ(first: Match, second: Match) -> bool:
    """Whether two matches cannot tell of one release by their status; a plan may also be told as hearsay."""
    return first.status is not second.status and not {first.status, second.status} <= {Status.PLANNED, Status.PROPOSED}


def _same_release(match: Match, draft: Draft, text: str) -> bool:
    """Whether a draft tells of the same thing; what one verb releases side by side are different things."""
    name = _release_name(match, text)
    if _differ(match, draft.matches[0]) and not (name.latin and _release_name(draft.matches[0], text).latin):
        return False
    if any(other.trigger == match.trigger and other.anchor != match.anchor for other in draft.matches):
        return False
    return any(name.same(_release_name(other, text)) or _sums_up(match, other, text) for other in draft.matches)


def _sums_up(match: Match, other: Match, text: str) -> bool:
    """Whether a headline describes what a sentence names: the same class noun, and its own words stand in the sentence.

    A heading within the article does so for the paragraph below it, which repeats its phrase or nearly does.
    """
    headline, told = sorted((match, other), key=lambda told: told.block)
    of_article = headline.block == 0 < told.block
    if not of_article and not _is_below(told, headline, text):
        return False
    name, named, clause = _release_name(headline, text), _release_name(told, text), bare(text[told.clause.start : told.clause.end])
    if of_article:
        return name.ends_like(named) and all(bare(word) in clause for word in name.latin)
    short, long = name.bare.removeprefix("我国"), named.bare
    return short in clause or (name.ends_like(named) and (name.like(named) >= _SAME_BELOW_HEADING or is_picked(short, long)))


def _is_below(match: Match, heading: Match, text: str) -> bool:
    """Whether a match stands in the paragraph below a heading within the article, in whose last clause the other one does."""
    return match.block == heading.block + 1 and text[heading.clause.end : heading.clause.end + 1].isspace()


def _release_name(match: Match, text: str) -> ReleaseName:
    filler = match.anchor
    before = text[max(0, filler.start - _CONTEXT) : filler.start]
    return release_name(text[filler.start : filler.end], before, headline=match.block == 0)


def _same_figure(match: Match, draft: Draft, text: str) -> bool:
    """Whether a draft with the same figure, or with none as the match has none, is about the same thing."""
    first = draft.matches[0]
    quantity, other = _quantity(match), _quantity(first)
    names = anchor_name(match, text), anchor_name(first, text)
    if quantity is None or other is None:
        return _deadline(match) == _deadline(first) and same_name(*names)
    headline = first.block == 0 < match.block or _is_below(match, first, text)
    return quantity.start != other.start and (headline or alike(*names) >= _SAME_METRIC)


def _figure(match: Match) -> _Figure | None:
    """What matches that tell of one target or metric have in common at least; `None` for other types."""
    quantity = _quantity(match) if match.type in _COUNTED else None
    return (quantity.op, quantity.value, quantity.unit) if quantity else None


def _quantity(match: Match) -> Quantity | None:
    payload = next((filler.payload for filler in match.fillers.get("quantity", ())), None)
    return payload if isinstance(payload, Quantity) else None


def _deadline(match: Match) -> str | None:
    payload = next((filler.payload for filler in match.fillers.get("deadline", ())), None)
    return payload.value if isinstance(payload, Time) else None
