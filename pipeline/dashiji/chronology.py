"""When records happened, as far as they say."""

from datetime import date

from dashiji.records import DateValue, Record

DATING_ROLES = ("date", "period", "deadline", "effective")
"""The roles that can date a record, in the order in which they are asked."""
_QUARTERS = {"Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10", "H1": "01", "H2": "07"}


def dated(record: Record) -> tuple[str, DateValue] | None:
    """The role that dates the record, and its value."""
    for role in DATING_ROLES:
        for value in record.arguments.get(role, ()):
            if isinstance(value, DateValue) and value.value:
                return role, value
    return None


def begins(record: Record, published: date | None) -> str:
    """The day, month or year on which the record's date begins, ISO; its article's date where it has none, `""` without either."""
    found = dated(record)
    start = _first_day(found[1].value or "") if found else ""
    return start or (published.isoformat() if published else "")


def _first_day(value: str) -> str:
    """ISO value to something that sorts by when it begins; an open interval by its other end."""
    start = next((part for part in value.split("/") if part.strip(".")), "")
    year, _, rest = start.partition("-")
    return f"{year}-{_QUARTERS[rest]}" if rest in _QUARTERS else start
