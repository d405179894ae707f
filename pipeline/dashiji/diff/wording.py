"""Changes in words, for every report alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dashiji.diff.changes import EVIDENCE, POSITION, Change, Stated
from dashiji.diff.sides import SideEvidence

_TELLING = ("value", "mod", "unit", "change")
"""Details that a value is shown with even where they did not change."""


@dataclass(frozen=True, slots=True)
class Line:
    """A change as `label: before → after`; an empty side was not there."""

    label: str
    before: str
    after: str


def in_words(change: Change) -> Line:
    """The change as people read it: whole values where the words differ, else only the details that do."""
    before, after = change.before, change.after
    if isinstance(before, str) or isinstance(after, str):
        return Line(change.field, str(before or ""), str(after or ""))
    if before is None or after is None or "text" in change.parts:
        return Line(change.field, _whole(before), _whole(after))
    what = "" if change.field == EVIDENCE else f" {before.text}"
    return Line(f"{change.field}{what}", _detailed(before, change.parts), _detailed(after, change.parts))


def _whole(value: Stated | None) -> str:
    if value is None:
        return ""
    if isinstance(value, SideEvidence):
        return f"{value.text} [{value.rule}]"
    details = [str(value.details[name]) for name in _TELLING if value.details.get(name) not in (None, "")]
    return f"{value.text} [{' '.join(details)}]" if details else value.text


def _detailed(value: Stated, parts: Iterable[str]) -> str:
    return ", ".join(_named(value, parts))


def _named(value: Stated, parts: Iterable[str]) -> Iterator[str]:
    for name in parts:
        if name == POSITION:
            yield f"at {value.start}–{value.end}"
        else:
            yield f"{name} {_plain(value.details.get(name))}"


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "none"
    return "–".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
