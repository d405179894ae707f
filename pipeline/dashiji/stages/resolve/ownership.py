"""Ownership: a body that an organization founded within itself is no agency in any mention of it."""

from collections.abc import Sequence

from msgspec.structs import replace

from dashiji.kinds import AGENCY
from dashiji.matches import Match
from dashiji.records import ROLES, EventType
from dashiji.stages.resolve.naming import anchor_name, same_body


def settled(matches: Sequence[Match], text: str) -> list[Match]:
    """Matches, those of agencies made ones of organizations where another match tells so of the same name."""
    owned = [anchor_name(match, text) for match in matches if _is_owned(match)]
    if not owned:
        return list(matches)
    return [_as_organization(match) if any(same_body(anchor_name(match, text), name) for name in owned) else match for match in matches]


def _is_owned(match: Match) -> bool:
    return match.type is EventType.ORGANIZATION_FOUNDED and match.anchor.kind == AGENCY


def _as_organization(match: Match) -> Match:
    if match.type is not EventType.AGENCY_FOUNDED:
        return match
    own, other = ROLES[EventType.AGENCY_FOUNDED][0], ROLES[EventType.ORGANIZATION_FOUNDED][0]
    fillers = {other if role == own else role: values for role, values in match.fillers.items()}
    return replace(match, type=EventType.ORGANIZATION_FOUNDED, fillers=fillers)
