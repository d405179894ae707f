"""The article's own date, as archives write it."""

import re
from datetime import date

_DATE = re.compile(
    r"""(?P<year>\d{4})
        (?: (?P<sep>[-/.]) (?P<month>\d{1,2}) (?P=sep) (?P<day>\d{1,2}) (?!\d)
          | \s?年\s? (?P<cn_month>\d{1,2}) \s?月\s? (?P<cn_day>\d{1,2}) \s?日
          | (?P<short_month>\d{2}) (?P<short_day>\d{2}) (?=\d{6}$|\D|$)
        )
        (?: [T\s\d] .* )?""",
    re.VERBOSE | re.DOTALL,
)


def parse_date(text: str) -> date | None:
    """Read the day a date or date and time falls on, `None` where it cannot be read.

    Reads `2026-01-27`, `2026/1/27`, `2026.1.27`, `20260127`, `2026年1月27日`, each also followed by a time of day, and ISO date-times.
    The day is the one written: a time zone is not converted.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    month = match["month"] or match["cn_month"] or match["short_month"]
    day = match["day"] or match["cn_day"] or match["short_day"]
    try:
        return date(int(match["year"]), int(month), int(day))
    except ValueError:
        return None
