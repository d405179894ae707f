"""Counts as a picture: bars in SVG, which every browser shows with its own Chinese fonts, or PNG drawn from the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from dashiji.cli.console import printable
from dashiji.errors import UsageError

TYPES_IN_CHINESE = {
    "agency_founded": "机构成立",
    "organization_founded": "组织成立",
    "dataset_released": "数据集发布",
    "product_released": "产品发布",
    "policy_issued": "政策发布",
    "target_set": "目标设定",
    "metric_reported": "指标公布",
    "statement_made": "人物表态",
}
_HEADINGS = {"month": "by month 月份", "type": "by type 类型", "place": "by place 地点", "source": "by source 来源"}
_FONTS = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Zen Hei',sans-serif"
_LINE, _LABEL, _BAR, _NUMBER, _MARGIN = 22, 250, 420, 80, 24
"""Pixels: height of a line; widths of labels, of the longest bar and of numbers; margin."""
_PANEL = _LABEL + _BAR + _NUMBER
_LONGEST = 32
"""Half-width characters that fit beside a bar."""
_INK, _FILL, _PAPER = "#1f2933", "#2f6f9f", "#ffffff"


@dataclass(frozen=True, slots=True)
class Panel:
    """One way to count: labels with numbers, the first `len(counts)` of `total`."""

    name: str
    counts: tuple[tuple[str, int], ...]
    total: int

    @property
    def heading(self) -> str:
        """The name, and how many of how many are shown."""
        return self.name if len(self.counts) == self.total else f"{self.name} ({len(self.counts)} of {self.total:,})"


def draw(panels: Sequence[Panel], title: str, path: Path, font: Path | None = None) -> None:
    """Write the picture in the format of the file's name.

    Raises UsageError for another format, and for PNG where its library or a font with Chinese characters is missing.
    """
    if path.suffix.lower() not in (".svg", ".png"):
        raise UsageError(f"{path}: neither .svg nor .png; name the picture so")
    svg = to_svg(panels, title)
    if path.suffix.lower() == ".svg":
        path.write_text(svg, encoding="utf-8")
    else:
        path.write_bytes(to_png(svg, font))


def to_svg(panels: Sequence[Panel], title: str) -> str:
    """The panels one below the other."""
    body: list[str] = [_text(_MARGIN, _MARGIN + 16, printable(title), 'font-size="18" font-weight="bold"')]
    top = _MARGIN + 44
    for panel in panels:
        body += _panel(panel, top)
        top += _LINE * (len(panel.counts) + 2)
    width, height = _PANEL + 2 * _MARGIN, top + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{_FONTS}" font-size="14" fill="{_INK}">\n<rect width="100%" height="100%" fill="{_PAPER}"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _panel(panel: Panel, top: int) -> Iterator[str]:
    heading = panel.heading.replace(panel.name, _HEADINGS.get(panel.name, panel.name), 1)
    yield _text(_MARGIN, top, heading, 'font-weight="bold"')
    most = max((number for _, number in panel.counts), default=1)
    for line, (label, number) in enumerate(panel.counts, 1):
        y, length = top + _LINE * line, round(_BAR * number / most, 1)
        left = _MARGIN + _LABEL
        yield _text(left - 8, y, _shortened(_in_chinese(label)), 'text-anchor="end"')
        yield f'<rect x="{left}" y="{y - 13}" width="{length}" height="16" rx="2" fill="{_FILL}"/>'
        yield _text(left + length + 6, y, f"{number:,}")


def _in_chinese(label: str) -> str:
    return f"{TYPES_IN_CHINESE[label]} {label}" if label in TYPES_IN_CHINESE else label


def _shortened(label: str) -> str:
    """As much of a label as there is room for; Chinese characters take two columns."""
    columns = 0
    for place, character in enumerate(printable(label)):
        columns += 2 if character > "\u2e7f" else 1
        if columns > _LONGEST:
            return f"{printable(label)[: place - 1]}…"
    return printable(label)


def _text(x: float, y: float, text: str, attributes: str = "") -> str:
    return f'<text x="{x}" y="{y}" {attributes}>{escape(text)}</text>'


def to_png(svg: str, font: Path | None) -> bytes:
    """Draw an SVG at double size. Raises UsageError where the library is missing, or no font has Chinese characters."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise UsageError("a .png needs resvg; pip install 'dashiji[png]', or name the picture .svg") from error
    if font is not None and not font.is_file():
        raise UsageError(f"--font {font}: no such file")
    fonts = [str(font)] if font else None
    if not _shows("年", fonts, svg_to_bytes):
        raise UsageError(
            "no font here has Chinese characters; install one (Debian: apt install fonts-noto-cjk), give --font FILE, or draw an .svg"
        )
    return bytes(svg_to_bytes(svg_string=svg, font_files=fonts, zoom=2))


def _shows(character: str, fonts: list[str] | None, render: Callable[..., bytes]) -> bool:
    """Whether anything is drawn for a character: what no font has is left blank."""

    def drawn(text: str) -> bytes:
        probe = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" font-family="{_FONTS}">{_text(0, 30, text)}</svg>'
        return bytes(render(svg_string=probe, font_files=fonts))

    return drawn(character) != drawn(" ")
