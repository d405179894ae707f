"""`dashiji evaluate`: how good records are, by gold."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from dashiji.cli.console import output, say, write_line
from dashiji.cli.sink import open_sink
from dashiji.evaluate import Figures, Report, Scores, evaluate_files
from dashiji.evaluate.bootstrap import RESAMPLES
from dashiji.evaluate.pairing import LENIENT

EXAMPLE = "Example: dashiji evaluate gold.jsonl records.jsonl --docs articles.jsonl --errors errors.jsonl"

CORE_ROW = "core (first six)"
_Row = tuple[str, Figures, Figures, Figures]


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated records, JSON Lines.")],
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="Records to judge, as extract writes them.")],
    docs: Annotated[
        Path | None,
        typer.Option(
            "--docs", metavar="FILE", help="The articles, JSON Lines: check offsets too, and leave out records of other articles."
        ),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help="Write everything missed, spurious or wrong to FILE, one finding a line."),
    ] = None,
    by_role: Annotated[bool, typer.Option("--by-role", help="Split the table's role figures by role.")] = False,
    threshold: Annotated[
        float, typer.Option("--threshold", min=0.01, max=1, metavar="X", help="Lenient: anchors agree that share X of their characters.")
    ] = LENIENT,
    resamples: Annotated[
        int, typer.Option("--resamples", min=0, metavar="N", help="Resamples of the articles for the confidence intervals.")
    ] = RESAMPLES,
    table: Annotated[bool | None, typer.Option("--table/--no-table", help="Show a table, or JSON.", show_default="on a terminal")] = None,
) -> None:
    """Compare records with gold: precision, recall and F1 for each type and its roles.

    Lenient figures let anchors differ in some characters, strict ones do not. Beside F1 stand 95 % confidence intervals from
    resampled articles. A terminal shows a table, a pipe gets all figures as JSON.
    """
    report = evaluate_files(gold, records, docs, threshold=threshold, resamples=resamples)
    if errors is not None:
        with open_sink(errors) as write:
            for finding in report.findings:
                write(json.dumps(asdict(finding), ensure_ascii=False))
    if sys.stdout.isatty() if table is None else table:
        console = output()
        console.print(_table(report, by_role=by_role))
        for line in _remarks(report):
            say(console, line)
    else:
        write_line(report.to_json())


def _table(report: Report, *, by_role: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=0, header_style="bold")
    table.add_column("type", no_wrap=True)
    for heading in ("P", "R", "F1", "tp/fp/fn", "strict", "roles F1"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, events, strict, roles in _rows(report.lenient, report.strict):
        if name == CORE_ROW:
            table.add_section()
        table.add_row(name, *_cells(events), _share(strict, strict.f1), _f1(roles), style="bold" if by_role else "")
        for role, figures in _roles_of(report.lenient, name) if by_role else ():
            table.add_row(f"  {role}", *_cells(figures))
    return table


def _cells(figures: Figures) -> tuple[str, ...]:
    return _share(figures, figures.p), _share(figures, figures.r), _f1(figures), f"{figures.tp}/{figures.fp}/{figures.fn}"


def _share(figures: Figures, share: float) -> str:
    """A share, or a dash where there was nothing to find and nothing was found."""
    return f"{share:.3f}" if figures.tp + figures.fp + figures.fn else "–"


def _f1(figures: Figures) -> str:
    """F1 with its interval, where there is one."""
    interval = f" {'–'.join(map(_short, figures.interval))}" if figures.interval else ""
    return _share(figures, figures.f1) + interval


def _short(share: float) -> str:
    return f"{share:.2f}".removeprefix("0") if share < 0.995 else "1.0"


def _rows(lenient: Scores, strict: Scores) -> Iterator[_Row]:
    for kind, figures in lenient.events.items():
        yield kind.value, figures, strict.events[kind], lenient.roles[kind]
    yield CORE_ROW, lenient.events_core, strict.events_core, lenient.roles_core
    yield "all", lenient.events_all, strict.events_all, lenient.roles_all


def _roles_of(scores: Scores, kind: str) -> Iterator[tuple[str, Figures]]:
    for known, roles in scores.by_role.items():
        if known.value == kind:
            yield from roles.items()


def _remarks(report: Report) -> Iterator[str]:
    yield f"{report.articles:,} article{'' if report.articles == 1 else 's'}; status accuracy {report.lenient.status_accuracy:.3f}"
    if report.offsets is not None:
        yield f"offsets: {report.offsets.spans:,} spans, {report.offsets.wrong:,} wrong"
    if report.ignored:
        yield f"{report.ignored:,} records of articles that --docs does not have were left out"
