"""Differences on a terminal: what changed, why, and the words it was read from."""

from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dashiji.cli.console import printable
from dashiji.diff.difference import DIFFERING, Difference, Kind
from dashiji.diff.passage import CONTEXT, TRIGGER, Piece
from dashiji.diff.report import Report
from dashiji.diff.wording import in_words

_STYLES = {Kind.ADDED: "green", Kind.REMOVED: "red", Kind.CHANGED: "yellow", Kind.UNCHANGED: "dim"}
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~", Kind.UNCHANGED: "="}


def print_report(console: Console, report: Report) -> None:
    """Print the differences, article by article, then the counts: the end is what stays on the screen."""
    doc_id = None
    for difference in report.differences:
        if difference.record.doc_id != doc_id:
            doc_id = difference.record.doc_id
            console.print(Text(printable(doc_id), "bold underline"))
        for line in _lines(difference, report):
            console.print(line, soft_wrap=not console.is_terminal)
        console.print()
    if report.hidden:
        console.print(Text(f"… and {report.hidden:,} more; --limit shows more, --format jsonl all", "dim"))
    for heading, rows in report.summary.tables():
        table = Table(box=SIMPLE_HEAD, show_edge=False, padding=0, header_style="bold")
        table.add_column(heading, overflow="fold")
        for kind in DIFFERING:
            table.add_column(kind.value, justify="right", style=_STYLES[kind])
        for name, counts in rows:
            table.add_row(Text(printable(name)), *(f"{counts[kind]:,}" for kind in DIFFERING))
        console.print(table)
        console.print()
    console.print(str(report.summary))


def _lines(difference: Difference, report: Report) -> Iterator[Text]:
    style, record = _STYLES[difference.kind], difference.record
    anchor = record.anchor.text if record.anchor else ""
    yield Text.assemble(
        (f"{_SIGNS[difference.kind]} {difference.kind} ", style),
        f"{printable(record.type)} ",
        (printable(anchor), "bold"),
        (f"  {printable(', '.join(difference.rules))}", "dim"),
    )
    for change in difference.changes:
        line = in_words(change)
        yield Text.assemble(
            f"    {printable(line.label)}: ",
            (printable(line.before) or "–", "red" if line.before else "dim"),
            " → ",
            (printable(line.after) or "–", "green" if line.after else "dim"),
        )
    yield Text.assemble("    ", *_passage(report.passage(record)))
    if difference.causes:
        yield Text(f"    cause: {printable('; '.join(map(str, difference.causes)))}", "cyan")


def _passage(pieces: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        if TRIGGER in piece.roles:
            style = "bold reverse"
        elif CONTEXT in piece.roles and len(piece.roles) == 1:
            style = "dim"
        else:
            style = "underline" if piece.roles else ""
        yield printable(piece.text), style
