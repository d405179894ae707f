"""Days off: the public holidays that a text names, with the days that each year gave them."""

from datetime import date

import pytest

from dashiji.stages.times import find_times


def values(text: str, published: str) -> list[str | None]:
    """What the expressions of a text resolve to."""
    return [time.value for time in find_times(text, date.fromisoformat(published))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025年国庆中秋假期", "2025-10-01/2025-10-08"),
        ("去年国庆假期", "2025-10-01/2025-10-08"),
        ("今年春节假期前三天", "2026-02-15/2026-02-17"),
        ("春节假期首日", "2026-02-15"),
        ("“五一”假期最后一天", "2026-05-05"),
        ("清明假期第三天", "2026-04-06"),
        ("端午假期", "2026-06-19/2026-06-21"),
        ("今年春运", "2026-02-02/2026-03-13"),
        ("春运期间", "2026-02-02/2026-03-13"),
        ("2025年春运期间", "2025-01-14/2025-02-22"),
        ("春运首日", "2026-02-02"),
        ("去年暑运", "2025-07-01/2025-08-31"),
    ],
)
def test_days_off_are_those_of_the_year(text: str, value: str) -> None:
    assert values(f"{text}，海滨市很热闹。", "2026-06-24") == [value]


def test_holidays_that_a_year_keeps_apart_have_no_common_days() -> None:
    assert values("2026年中秋国庆假期，海滨市很热闹。", "2026-10-09") == [None]


def test_a_day_that_they_do_not_have_has_no_date() -> None:
    assert values("清明假期第五天，海滨市很热闹。", "2026-04-09") == [None]


def test_the_travel_season_alone_is_no_time() -> None:
    assert values("春运列车很忙。", "2026-04-09") == []


def test_years_that_nobody_has_ordered_yet_have_none() -> None:
    assert values("2090年国庆假期，海滨市很热闹。", "2026-04-09") == [None]


def test_what_the_article_says_goes_before() -> None:
    text = "国庆假期（10月1日至10月3日），铁路很忙。国庆假期，公路很忙。"
    assert values(text, "2023-10-07") == ["2023-10-01/2023-10-03", "2023-10-01/2023-10-03"]
