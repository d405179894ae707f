"""`dashiji stats`: what a run found, counted."""

import json
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dashiji.cli import options
from dashiji.cli.chart import Panel, draw
from dashiji.cli.console import messages, output, printable, say, write_line
from dashiji.cli.wording import count

if TYPE_CHECKING:
    from dashiji.store.statistics import Statistics

EXAMPLE = "Example: dashiji stats runs/first --top 30 --plot chronicle.svg"
_WIDTH = 30
"""Columns of the longest bar."""


def stats(
    run: options.RunArgument,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="Show so many places, sources and latest months.")] = 20,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw the counts into FILE, .svg or .png (pip install 'dashiji[png]').")
    ] = None,
    font: Annotated[
        Path | None,
        typer.Option("--font", metavar="FILE", help="Font file with Chinese characters for a .png.", show_default="the system's"),
    ] = None,
    no_duplicates: options.NoDuplicates = False,
    table: Annotated[bool | None, typer.Option("--table/--no-table", help="Show tables, or JSON.", show_default="on a terminal")] = None,
) -> None:
    """Count the records of a run by month, type, place and source.

    A terminal shows tables; a pipe gets all counts as JSON. A record counts for the month in which its date begins, else that of
    its article.
    """
    from dashiji.store.directory import run_at
    from dashiji.store.statistics import count_records

    statistics = count_records(run_at(run).articles_with_records(not no_duplicates))
    panels = _panels(statistics, top)
    if plot is not None:
        draw(panels, f"{PurePosixPath(run).name} · {count(statistics.records, 'record')}", plot, font)
        say(messages(), f"drawn: {plot}")
    console = output()
    if console.is_terminal if table is None else table:
        for panel in panels:
            _print(console, panel)
    else:
        kinds = {"months": statistics.months, "types": statistics.types, "places": statistics.places, "sources": statistics.sources}
        counts = {name: dict(sorted(counted.items())) for name, counted in kinds.items()}
        write_line(json.dumps({"records": statistics.records, **counts}, ensure_ascii=False))


def _panels(statistics: "Statistics", top: int) -> list[Panel]:
    months = [(month, number) for month, number in sorted(statistics.months.items()) if month]
    return [
        Panel("month", tuple(months[-top:]), len(months)),
        _panel("type", statistics.types, top),
        _panel("place", statistics.places, top),
        _panel("source", statistics.sources, top),
    ]


def _panel(name: str, counted: Counter[str], top: int) -> Panel:
    """The most frequent, those without a name left out; equals in order of name."""
    named = sorted(((label, number) for label, number in counted.items() if label), key=lambda pair: (-pair[1], pair[0]))
    return Panel(name, tuple(named[:top]), len(named))


def _print(console: Console, panel: Panel) -> None:
    table = Table(box=SIMPLE_HEAD, show_edge=False, header_style="bold")
    table.add_column(panel.heading, overflow="fold")
    table.add_column("records", justify="right")
    table.add_column("")
    most = max((number for _, number in panel.counts), default=1)
    for label, number in panel.counts:
        table.add_row(Text(printable(label)), f"{number:,}", Text("█" * max(1, round(_WIDTH * number / most)), "cyan"))
    console.print(table)
