"""Tenses: how a time stands to the date of the article."""

from dashiji.rulebook.model import Tense
from dashiji.spans import Mod, Time
from dashiji.stages.match.periods import first_day, last_day

_YEAR = len("2026")
DAY = len("2026-01-27")
"""Characters of a date, of which today's is the first part where it has an hour."""


def fits(time: Time, tense: Tense | None, today: str) -> bool:
    """Whether a time stands so to the date `today`, in ISO form: `Tense` says how. Without a date, only the wording tells."""
    if tense is None:
        return True
    if time.value is None:
        return False
    today = today[:DAY]
    opens, closes = first_day(time.value), last_day(time.value)
    begun = time.since or (time.mod is Mod.START and len(time.value) == _YEAR and opens <= today)
    is_open = not begun and (closes > today if today else time.deadline)
    match tense:
        case "past":
            return (not time.deadline or is_over(time, today)) and (not today or opens <= today)
        case "open":
            return is_open
        case "deadline":
            return is_open and time.deadline and (opens > today if "/" in time.value else len(time.value) < DAY)
        case "future":
            return is_open and (time.deadline or bool(today and opens > today))


def is_over(time: Time, today: str) -> bool:
    """Whether a time lies wholly before the date `today`."""
    return bool(time.value and today and last_day(time.value) < today[:DAY])
