"""Numerals: exact values, and what is not one."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.numerals import NUMERAL, decimal_string, parse_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("1,234,567", "1234567"),
        ("１２３．５", "123.5"),
        ("１，２００", "1200"),
        ("2.50", "2.50"),
        ("二百三十", "230"),
        ("十五", "15"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("一千零五十", "1050"),
        ("一万零三", "10003"),
        ("两万五千", "25000"),
        ("两万五", "25000"),
        ("三百五", "350"),
        ("三点五", "3.5"),
        ("零点零五", "0.05"),
        ("三点五万", "35000"),
        ("十二点八亿", "1280000000"),
        ("二〇二六", "2026"),
        ("一○五", "105"),
        ("1.5万", "15000"),
        ("1.5 万", "15000"),
        ("4.2万亿", "4200000000000"),
        ("3500亿", "350000000000"),
        ("1亿2000万", "120000000"),
        ("3万5千", "35000"),
        ("2千3百万", "23000000"),
        ("三万五千亿", "3500000000000"),
        ("十四亿", "1400000000"),
        ("四万万", "400000000"),
        ("一百零十万", "1100000"),
        ("一万零十二", "10012"),
        ("百万", "1000000"),
        ("千万", "10000000"),
        ("亿", "100000000"),
        ("万亿", "1000000000000"),
        ("1.5兆", "1500000000000"),
        ("-3.5", "-3.5"),
        ("负五", "-5"),
        ("贰佰", "200"),
        ("廿一", "21"),
        ("半", None),
        ("上百", None),
        ("数十", None),
        ("几百", None),
        ("三四百", None),
        ("二三十", None),
        ("五百三千", None),
        ("一人", None),
        ("1.5.2", None),
        ("", None),
        ("-", None),
        ("点五", None),
        ("9" * 65, None),
    ],
)
def test_parse_numeral(text: str, value: str | None) -> None:
    assert parse_numeral(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("投资1.5万亿元", ["1.5万亿"]),
        ("装机3000万千瓦", ["3000万"]),
        ("功率5千瓦", ["5"]),
        ("功率8兆瓦", ["8"]),
        ("提高2百分点", ["2"]),
        ("百万千瓦", ["百万"]),
        ("三万千瓦", ["三万"]),
        ("1,200人和２．５元", ["1,200", "２．５"]),
        ("占百分之三十五", ["三十五"]),
        ("1亿2000万人", ["1亿2000万"]),
        ("1200万百姓", ["1200万"]),
        ("在2020，300人", ["2020", "300"]),
        ("十兆瓦", ["十"]),
    ],
)
def test_fragment(text: str, found: list[str]) -> None:
    assert [match.group() for match in re.finditer(NUMERAL, text)] == found


@pytest.mark.parametrize(("value", "text"), [("2.50", "2.5"), ("3.5E+11", "350000000000"), ("-0.0", "0"), ("100", "100"), ("0.05", "0.05")])
def test_decimal_string(value: str, text: str) -> None:
    assert decimal_string(Decimal(value)) == text


def in_chinese(number: int) -> str:
    """A whole number below 10^16 as it is read aloud."""
    digits = "零一二三四五六七八九"

    def section(part: int) -> str:
        said, gap = "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // unit % 10
            if digit:
                said += ("零" if gap and said else "") + digits[digit] + name
            gap = not digit
        return said

    said = ""
    for unit, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // unit % 10**4
        if part:
            said += ("零" if said and part < 1000 else "") + section(part) + name
    if number >= 10**12 and number // 10**8 % 10**4:
        said = said.replace("万亿", "万", 1)
    return said or "零"


@given(st.integers(0, 10**16 - 1))
def test_reads_back_whole_numbers(number: int) -> None:
    assert parse_numeral(in_chinese(number)) == number
    assert parse_numeral(f"{number:,}") == number


@given(st.decimals(0, 10**9, places=3), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("千万", 10**7)]))
def test_reads_back_decimals(number: Decimal, multiplier: tuple[str, int]) -> None:
    name, factor = multiplier
    assert parse_numeral(f"{number}{name}") == number * factor


@given(st.text("零一二两三四五六七八九十百千万亿兆点0123456789０.,，负-半几 ", max_size=30))
def test_never_crashes(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value.is_finite()
    for match in re.finditer(NUMERAL, text):
        assert match.end() > match.start()
