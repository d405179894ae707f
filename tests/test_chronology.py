"""When records happened."""

from datetime import date

import pytest

from dashiji.chronology import begins, dated
from dashiji.records import EventType
from test_chronicle import day, record


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("2026-01-27", "2026-01-27"),
        ("2026", "2026"),
        ("2025-Q4", "2025-10"),
        ("2025-H2", "2025-07"),
        ("2023/2027", "2023"),
        ("../2027", "2027"),
        (None, "2026-02-01"),
    ],
)
def test_begins(value: str | None, start: str) -> None:
    assert begins(record(date=day(value)), date(2026, 2, 1)) == start


def test_nothing_known() -> None:
    assert begins(record(), None) == ""
    assert dated(record()) is None


def test_the_date_counts_before_the_deadline() -> None:
    found = dated(record(EventType.TARGET_SET, deadline=day("2027")))
    assert found is not None
    assert found[0] == "deadline"
