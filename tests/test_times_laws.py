"""Expressions of time: what holds for any text and date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.spans import Basis, Span
from dashiji.stages.times import find_times, granularity

DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))
TEXTS = st.text(
    "0123456789１２年月日号世纪季度上下半初中底末旬前后至到和、—-.一二三四五六七八九十〇零两廿今昨明去本同次当周星期民国代以来内起“”（），。《》",
    max_size=40,
)


@given(DATES, st.none() | DATES)
def test_a_full_date_needs_no_article(day: date, published: date | None) -> None:
    (time,) = find_times(f"学堂于{day.year}年{day.month}月{day.day}日落成", published)
    assert (time.value, time.basis) == (day.isoformat(), Basis.EXPLICIT)


@given(DATES)
def test_yesterday_is_the_day_before(published: date) -> None:
    (time,) = find_times("学堂昨天落成", published)
    assert time.value == (published - timedelta(days=1)).isoformat()


@given(DATES, DATES)
def test_the_year_left_out_is_this_one_or_a_neighbour(day: date, published: date) -> None:
    for time in find_times(f"学堂{day.month}月{day.day}日落成", published):
        if time.value:
            assert time.value[4:] == day.isoformat()[4:]
            assert abs(int(time.value[:4]) - published.year) <= 1


@given(TEXTS, st.none() | DATES)
def test_times_are_sorted_in_range_and_apart(text: str, published: date | None) -> None:
    end = 0
    for time in find_times(text, published):
        assert end <= time.start < time.end <= len(text)
        assert (time.value is None) == (time.basis is None)
        assert time.value is None or granularity(time.value)
        end = time.end


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3))
def test_nothing_reaches_into_a_masked_region(text: str, regions: list[tuple[int, int]]) -> None:
    masked = [Span(*sorted(region)) for region in regions]
    for time in find_times(text, date(2026, 3, 2), masked):
        assert all(mask.end <= time.start or time.end <= mask.start for mask in masked if mask.start < mask.end)


@given(TEXTS)
def test_without_a_date_no_value_rests_on_one(text: str) -> None:
    for time in find_times(text, None):
        assert time.basis in (None, Basis.EXPLICIT, Basis.CONTEXT)


@pytest.mark.parametrize(
    "text", ["2026年" * 40_000, "3月1日、" * 40_000, "1" * 200_000, "十" * 200_000, "至" * 200_000, "“十五五" * 50_000]
)
def test_long_runs_are_read_to_the_end(text: str) -> None:
    end = 0
    for time in find_times(text, date(2026, 3, 2)):
        assert end <= time.start < time.end <= len(text)
        end = time.end
