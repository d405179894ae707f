"""Rewording: which words tell apart two versions of a rule that differ by words alone.

A list of words acts only where one of them stands, so what another word in it changes, it changes in articles that have the word. That
does not hold for a list that was or becomes empty, which asks nothing, nor for units, which quantities name in a form of their own.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from dashiji.rulebook.compiled import CompiledRule, Figure, Guard

Words = frozenset[str]

_UNREAD = frozenset(("path", "line", "examples", "not_examples", "source", "lexicons", "why"))
"""Fields that say nothing about what a rule reads."""
_STOPS = frozenset(("not_words", "not_heads", "barriers"))
"""Lists of words that only stop: one without words is like one whose words are not there."""


def reworded(before: CompiledRule, after: CompiledRule) -> Words | None:
    """The words that one version has and the other lacks; `None` where they differ in more than words."""
    return _fields(before, after)


def _between(name: str, old: Any, new: Any) -> Words | None:
    if old == new:
        return frozenset()
    if name == "units":
        return None
    if name in ("requires", "unless"):
        return _guards(old, new, added=name == "unless")
    if isinstance(old, dict) and isinstance(new, dict):
        return _all(_between(key, old[key], new[key]) for key in old) if old.keys() == new.keys() else None
    if dataclasses.is_dataclass(old) and type(old) is type(new) and not isinstance(old, Figure):
        return _fields(old, new)
    if not isinstance(old, frozenset | tuple) or not isinstance(new, frozenset | tuple):
        return None
    words = (*old, *new)
    full = bool(old and new) or name in _STOPS
    return frozenset(old) ^ frozenset(new) if full and all(type(word) is str for word in words) else None


def _fields(old: Any, new: Any) -> Words | None:
    names = [field.name for field in dataclasses.fields(old) if field.name not in _UNREAD]
    return _all(_between(name, getattr(old, name), getattr(new, name)) for name in names)


def _guards(old: Sequence[Guard], new: Sequence[Guard], *, added: bool) -> Words | None:
    """Conditions may be reworded; one more or less acts where its words stand if it only stops (`added`)."""
    gone, come = (list((Counter(ours) - Counter(theirs)).elements()) for ours, theirs in ((old, new), (new, old)))
    if len(gone) == len(come) and (words := _all(_fields(*pair) for pair in zip(gone, come, strict=True))) is not None:
        return words
    if not added or any(guard.kinds for guard in (*gone, *come)):
        return None
    return frozenset().union(*(guard.words for guard in (*gone, *come)))


def _all(parts: Iterable[Words | None]) -> Words | None:
    words: Words = frozenset()
    for part in parts:
        if part is None:
            return None
        words |= part
    return words
