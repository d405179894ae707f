"""Values of foreign specifications: how they are compared, and that enough of them are right."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from specs import SPECS, Expected, Period, judge, out_of_scope, period, periods, read_cases, same_period

PUBLISHED = date(2026, 3, 2)


def expected(text: str, kind: str, value: Any, words: str | None = None) -> Expected:
    """The value of an invented case; `words` states it, the whole text where left out."""
    start = text.index(words or text)
    return Expected(text, start, start + len(words or text), kind, value, PUBLISHED)


@pytest.mark.skipif(not SPECS.is_dir(), reason="needs ../shared")
def test_nine_of_ten_values_are_right(root: Path) -> None:
    done = subprocess.run([sys.executable, str(root / "benchmarks" / "specs.py")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DateTime.DateParser" in done.stdout


@pytest.mark.parametrize(
    ("value", "first", "end", "last"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1), date(2026, 1, 1)),
        ("2026-H2", date(2026, 7, 1), date(2027, 1, 1), date(2026, 7, 1)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1), date(2026, 1, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1), date(2026, 12, 1)),
        ("2026-02-28", date(2026, 2, 28), date(2026, 3, 1), date(2026, 2, 28)),
        ("2023/2027", date(2023, 1, 1), date(2028, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_value_is_a_period(value: str, first: date, end: date, last: date) -> None:
    assert period(value) == Period(first, end, last)


@pytest.mark.parametrize(
    ("value", "wanted", "same"),
    [
        ("2026-03", Period(date(2026, 3, 1), date(2026, 4, 1)), True),
        ("2026-03", Period(date(2026, 3, 1), date(2026, 3, 31)), False),
        ("2023/2027", Period(date(2023, 1, 1), date(2027, 1, 1)), True),
        ("2023/2027", Period(date(2022, 1, 1), date(2027, 1, 1)), False),
        ("2026-03-05", Period(None, date(2026, 3, 5)), True),
        ("2026-03-05", Period(date(2026, 3, 6), None), True),
        ("2026-03-05", Period(date(2026, 3, 8), None), False),
    ],
)
def test_periods_are_compared_by_their_days(value: str, wanted: Period, same: bool) -> None:
    assert same_period(period(value), wanted) is same


def test_every_reading_of_a_case_is_accepted() -> None:
    past_and_future = {"PastResolution": {"date": "2025-05-06"}, "FutureResolution": {"date": "2026-05-06"}}
    assert [one.first for one in periods(past_and_future)] == [date(2025, 5, 6), date(2026, 5, 6)]
    evening = {"values": [{"type": "datetimerange", "start": "2026-03-02 18:00:00", "end": "2026-03-02 20:00:00"}]}
    assert list(periods(evening)) == [Period(date(2026, 3, 2), date(2026, 3, 3))]
    assert list(periods({"values": [{"type": "date", "value": "not resolved"}]})) == []


@pytest.mark.parametrize(
    ("case", "right"),
    [
        (expected("学堂昨天落成", "date", {"values": [{"value": "2026-03-01"}]}, "昨天"), True),
        (expected("学堂昨天落成", "date", {"values": [{"value": "2026-03-02"}]}, "昨天"), False),
        (expected("学堂2月30日落成", "date", {"values": [{"value": "not resolved"}]}, "2月30日"), True),
        (expected("三千零七", "number", {"value": "3007"}), True),
        (expected("三千零七", "number", {"value": "3070"}), False),
        (expected("三分之一", "number", {"value": "0.333333333333333"}), True),
        (expected("四十余万", "number", {"value": "400000"}), True),
        (expected("覆盖率百分之六十一", "percentage", {"value": "61%"}, "百分之六十一"), True),
        (expected("覆盖率百分之六十一", "percentage", {"value": "16%"}, "百分之六十一"), False),
        (expected("票价70港元", "currency", {"value": "70", "unit": "United States dollar"}, "70港元"), False),
        (expected("票价70美元", "currency", {"value": "70", "unit": "United States dollar"}, "70美元"), True),
        (expected("不少于60人", "numberrange", {"value": "[60,)"}, "不少于60"), True),
        (expected("不少于60人", "numberrange", {"value": "(60,)"}, "不少于60"), False),
        (expected("30到50家", "numberrange", {"value": "[30,50)"}, "30到50"), True),
        (expected("低于90人", "numberrange", {"value": "(,90)"}, "低于90"), True),
    ],
)
def test_values_are_compared(case: Expected, right: bool) -> None:
    assert judge(case).right is right


@pytest.mark.parametrize(
    "case",
    [
        expected("明晚七点", "time", {"values": []}),
        expected("光绪八年", "daterange", {"values": []}),
        expected("七折", "percentage", {"value": "70%"}),
        expected("大于7", "numberrange", {"value": "(7,)"}),
        expected("明天", "date", None),
    ],
)
def test_what_lies_out_of_scope_is_told_with_a_reason(case: Expected) -> None:
    assert out_of_scope(case)
    assert judge(case).right is None


def test_cases_are_read_with_both_ways_of_giving_a_place(tmp_path: Path) -> None:
    cases = tmp_path / "invented.jsonl"
    cases.write_text(
        '{"Input": "學堂明日開放", "Context": {"ReferenceDateTime": "2026-03-02T08:00:00"}, '
        '"Results": [{"Type": "date", "Start": 2, "Length": 2, "Value": {}}]}\n'
        '{"Input": "共六人", "Results": [{"TypeName": "number", "Start": 1, "End": 1, "Resolution": {"value": "6"}}]}\n'
        '{"Input": "一切", "Results": []}\n',
        encoding="utf-8",
    )
    day, number, nothing = read_cases(cases)
    assert (day.words, day.kind, day.published) == ("明日", "date", PUBLISHED)
    assert (number.words, number.value) == ("六", {"value": "6"})
    assert (nothing.kind, judge(nothing).right) == ("none", None)
