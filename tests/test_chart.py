"""Counts as a picture."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from dashiji.cli.chart import Panel, draw, to_png, to_svg
from dashiji.errors import UsageError

PANELS = [
    Panel("month", (("2026-01", 3), ("2026-02", 1200)), 9),
    Panel("type", (("agency_founded", 5),), 1),
    Panel("place", (("南京<雨花台>", 1), ("很长" * 20, 1)), 2),
    Panel("source", (), 0),
]


def test_labels_stand_in_the_picture() -> None:
    texts = [element.text or "" for element in ET.fromstring(to_svg(PANELS, "run · 1")).iter("{http://www.w3.org/2000/svg}text")]
    assert {"run · 1", "by month 月份 (2 of 9)", "2026-01", "1,200", "机构成立 agency_founded", "南京<雨花台>"} <= set(texts)
    assert any(text.endswith("…") and len(text) < 20 for text in texts)


def test_the_longest_bar_is_the_greatest_number() -> None:
    bars = [
        float(element.get("width", "0").rstrip("%"))
        for element in ET.fromstring(to_svg(PANELS[:1], "")).iter("{http://www.w3.org/2000/svg}rect")
    ]
    assert bars[2] > bars[1] > 0


def test_an_svg(tmp_path: Path) -> None:
    draw(PANELS, "run", tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_a_png_where_there_is_a_chinese_font(tmp_path: Path) -> None:
    try:
        draw(PANELS, "run", tmp_path / "a.png")
    except UsageError as error:
        assert "no font here has Chinese characters; install one" in str(error)
        pytest.skip("no Chinese font here")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_other_formats(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.pdf: neither \.svg nor \.png"):
        draw(PANELS, "run", tmp_path / "a.pdf")


def test_a_font_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        to_png("<svg/>", tmp_path / "none.ttf")


def test_png_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UsageError, match=r"pip install 'dashiji\[png\]'"):
        to_png("<svg/>", None)
