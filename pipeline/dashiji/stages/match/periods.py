"""Periods: the first and the last day of an ISO 8601 value, as strings that compare in the order of time."""

import re
from calendar import monthrange

_LAST_MONTH = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12}
_MONTHS = {"Q": 3, "H": 6}
_SPANS = re.compile(r"(?:未来|今后|来年|此后).|.*[年月]内$")


def names_end(text: str) -> bool:
    """Whether an expression of time names the end of a period (2027年, 年底前) rather than one that runs (未来五年, 年内)."""
    return _SPANS.match(text) is None


def first_day(value: str) -> str:
    """The day on which a year, half, quarter, month, day or interval (`2023/2027`) opens, as `2026-01-27`."""
    year, _, part = value.partition("/")[0].partition("-")
    if part[:1] in _MONTHS:
        return f"{year}-{_LAST_MONTH[part] - _MONTHS[part[0]] + 1:02d}-01"
    return f"{year}-{part or '01'}" if len(part) > 2 else f"{year}-{part or '01'}-01"


def last_day(value: str) -> str:
    """The day on which it closes."""
    year, _, part = value.rpartition("/")[2].partition("-")
    if len(part) > 2:
        return f"{year}-{part}"
    month = _LAST_MONTH.get(part) or int(part or 12)
    return f"{year}-{month:02d}-{monthrange(int(year), month)[1]:02d}"
