"""A record in the making: the matches that tell one event, and the values they gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashiji.kinds import PLACE
from dashiji.matches import Filler, Match
from dashiji.records import CLAIM_ROLES, FOUNDED, RELEASES, ROLES, EventType, Status
from dashiji.spans import Time

UNNAMED = 0.5
"""Discount of a match that only says what is released, where others name it; it never gives the anchor."""
_SINGLE = frozenset(("date", "effective", "deadline", "period", "quantity", "size"))
"""Roles that hold one value: the first that was read,"""
_ACTS = frozenset(("date", "effective"))
"""or, of these, the day of it that another mention tells."""
_OF_OCCASION = frozenset(("date", "place", "audience"))
"""Roles that a later clause of a speaker's turn may tell more closely."""
_BY = frozenset(("issuer", "publisher"))
"""Roles of who does it, which another mention may name more closely than a heading (我国发布某方案)."""


@dataclass
class Draft:
    """Matches of one event in text order; the best of them gives anchor and status."""

    type: EventType
    matches: list[Match] = field(default_factory=list)

    @property
    def best(self) -> Match:
        """The fullest, surest match; the first of equals."""
        return max(self.matches, key=_weight)

    @property
    def status(self) -> Status:
        """What the best match says; done wins over planned where both are told of the same thing outside headlines.

        A release that is hearsay anywhere in the article is hearsay. For a founding only mentions with a cue or a date of their own
        count, where there are any: plain ones (成立后, 成立该委员会) may be of a plan.
        """
        told = [match for match in self.matches if match.block > 0] or self.matches
        if self.type in FOUNDED:
            told = [match for match in told if match.reasons or _is_dated(match)] or told
        statuses = [match.status for match in told]
        if Status.HAPPENED in statuses:
            return Status.HAPPENED
        if self.type in RELEASES and any(match.status is Status.PROPOSED for match in self.matches):
            return Status.PROPOSED
        return max(told, key=_weight).status

    def fillers(self) -> Mapping[str, tuple[Filler, ...]]:
        """Values by role, in the order of the type's roles: those of the best match that has any, when and where somebody spoke
        rather as told there than of the occasion; the claims of all, for all may hold, but of a founding, which is claimed in other
        words each time.
        """
        ordered: Sequence[Match] = [self.best, *(match for match in self.matches if match is not self.best)]
        found: dict[str, tuple[Filler, ...]] = {}
        for role in ROLES[self.type]:
            values: list[Filler] = []
            telling = [match for match in ordered if role in match.fillers]
            for match in sorted(telling, key=lambda match: _is_vague(match, role)) if len(telling) > 1 else telling:
                if not values or role in _ACTS or (role in CLAIM_ROLES and self.type not in FOUNDED):
                    values.extend(value for value in match.fillers[role] if value not in values)
            if values:
                found[role] = (_closest(values),) if role in _SINGLE else tuple(values)
        return found


def _closest(values: Sequence[Filler]) -> Filler:
    """The first value, or the first told in its own place that is a part of the time which it is (9月, 9月1日)."""
    start = f"{_date(values[0])}-"
    return next((value for value in values if not value.carried and len(start) > 1 and _date(value).startswith(start)), values[0])


def _date(filler: Filler) -> str:
    return (filler.payload.value or "") if isinstance(filler.payload, Time) else ""


def _weight(match: Match) -> tuple[bool, bool, float, int, int]:
    return match.discount > UNNAMED, match.block > 0, match.confidence * match.discount, len(match.fillers), -match.clause.start


def _is_dated(match: Match) -> bool:
    """Whether the match's own clause tells when."""
    return any(date.start >= match.clause.start and not date.carried for date in match.fillers.get("date", ()))


def _is_vague(match: Match, role: str) -> bool:
    """Whether the match tells a role only by its occasion, or who does it only by a headline or as a country or town."""
    if role in _BY:
        return match.block == 0 or all(value.kind == PLACE for value in match.fillers.get(role, ()))
    return role in _OF_OCCASION and _is_carried(match, role)


def _is_carried(match: Match, role: str) -> bool:
    return any(value.carried for value in match.fillers.get(role, ()))
