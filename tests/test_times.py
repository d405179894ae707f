"""Expressions of time: what is found, how far it reaches, what it resolves to."""

from datetime import date

import pytest

from dashiji.spans import Span, Time
from dashiji.stages.times import find_times, granularity


def found(text: str, published: str | None) -> list[tuple[str, str | None]]:
    """Texts and values of all expressions."""
    times = find_times(text, date.fromisoformat(published) if published else None)
    return [(text[time.start : time.end], time.value) for time in times]


def only(text: str, published: str | None) -> Time:
    """The one expression of the text."""
    (time,) = find_times(text, date.fromisoformat(published) if published else None)
    return time


@pytest.mark.parametrize(
    ("published", "text", "mention", "value"),
    [
        ("2025-11-26", "展会于2026年1月27日开幕", "2026年1月27日", "2026-01-27"),
        ("2025-11-26", "展会于２０２６年１月２７日开幕", "２０２６年１月２７日", "2026-01-27"),
        ("2026-01-03", "去年12月28日，工厂投产", "去年12月28日", "2025-12-28"),
        ("2026-01-03", "12月28日，工厂投产", "12月28日", "2025-12-28"),
        ("2020-11-05", "办法12月1日起施行", "12月1日", "2020-12-01"),
        ("2025-11-26", "25日上午，大桥通车", "25日上午", "2025-11-25"),
        ("2026-02-26", "模型于 3月 4日 上线", "3月 4日", "2026-03-04"),
        ("2022-11-22", "昨天（11月21日），新增五例", "昨天（11月21日）", "2022-11-21"),
        ("2023-12-16", "1—11月，出口增长", "1—11月", "2023-01/2023-11"),
        ("2022-02-25", "114年7月起实施", "114年7月", "2025-07"),
    ],
)
def test_one_mention(published: str, text: str, mention: str, value: str) -> None:
    assert found(text, published) == [(mention, value)]


def test_masked_regions_hold_no_time() -> None:
    text = "《城市更新2026年行动方案》于3月1日发布"
    assert [text[t.start : t.end] for t in find_times(text, date(2026, 3, 2), [Span(0, 14)])] == ["3月1日"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026", "year"),
        ("2026-01", "month"),
        ("2026-01-27", "day"),
        ("2026-Q1", "quarter"),
        ("2026-H1", "half"),
        ("2023/2027", "interval"),
        (None, None),
        ("soon", None),
    ],
)
def test_granularity(value: str | None, expected: str | None) -> None:
    assert granularity(value) == expected
