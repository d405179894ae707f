"""Naming: when two phrases of an article name the same thing."""

import re
from collections import Counter

_IDLE = re.compile(r"[\W_]+")
_POINTING = ("该", "本", "这家", "这个", "这一", "这", "此", "上述")
_ENOUGH = 0.8


def bare(text: str) -> str:
    """A folded phrase without punctuation, white space and case, for comparison."""
    return _IDLE.sub("", text).lower()


def alike(first: str, second: str) -> float:
    """Share of characters that two bare phrases have in common: 0 to 1, 1 only for equal ones."""
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    common = sum((Counter(first) & Counter(second)).values())
    return 2 * common / (len(first) + len(second)) * 0.999


def same_name(first: str, second: str) -> bool:
    """Whether two bare names are one: equal, the tail of one another (人工智能局, 温州市人工智能局), or nearly the same."""
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if len(short) >= 3 and (long.endswith(short) or long.startswith(short)):
        return True
    return len(short) >= 4 and (abbreviates(short, long) or alike(short, long) >= _ENOUGH)


def abbreviates(short: str, long: str) -> bool:
    """Whether `short` picks its characters from `long` in order, first and last included (国地中心)."""
    if short[0] != long[0] or short[-1] != long[-1]:
        return False
    place = iter(long)
    return all(char in place for char in short)


def is_pointing(text: str) -> bool:
    """Whether a phrase points back at something named before (该局, 这一机构)."""
    return text.startswith(_POINTING)
