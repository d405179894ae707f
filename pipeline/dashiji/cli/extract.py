"""`dashiji extract`: articles in, records out."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dashiji.article import Article
from dashiji.batch.attempt import attempt
from dashiji.cli import options
from dashiji.cli.chronicle import Entry, print_chronicle
from dashiji.cli.console import messages, output, say
from dashiji.cli.group import FAILED_ARTICLES
from dashiji.cli.loading import load_extractor
from dashiji.cli.sink import Write, open_sink
from dashiji.cli.wording import count
from dashiji.errors import UsageError
from dashiji.records import Record
from dashiji.stages.read import Columns, Failure, read

if TYPE_CHECKING:
    from dashiji.extractor import Extractor

EXAMPLE = "Example: dashiji extract archive.jsonl more/ -o records.jsonl --text-column content"


@dataclass
class Tally:
    """What a run has come to so far."""

    articles: int = 0
    records: int = 0
    failures: list[Failure] = field(default_factory=list)

    def __str__(self) -> str:
        failed = f", {count(len(self.failures), 'article')} failed" if self.failures else ""
        return f"{count(self.records, 'record')} from {count(self.articles, 'article')}{failed}"


def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help=options.INPUTS),
    ],
    output_file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the records to FILE as JSON Lines.")
    ] = None,
    types: options.TypesOption = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, metavar="X", help="Keep only records of at least this confidence.")
    ] = 0.0,
    table: Annotated[bool | None, typer.Option("--table/--no-table", help="Show a table, or not.", show_default="on a terminal")] = None,
    id_column: options.IdColumn = "id",
    date_column: options.DateColumn = "date",
    title_column: options.TitleColumn = "title",
    text_column: options.TextColumn = "text",
    rules: options.RulesOption = None,
) -> None:
    """Read articles and write the events they report.

    A terminal shows the chronicle as a table; a pipe gets JSON Lines, one record a line. Articles that cannot be used are listed
    on standard error, and the exit code is then 1; the others go on.
    """
    if output_file and output_file.resolve() in {Path(entry).resolve() for entry in inputs}:
        raise UsageError(f"{output_file}: is an input too; write the records to another file")
    shown = sys.stdout.isatty() if table is None else table
    errors = messages()
    items = read(inputs, Columns(id_column, date_column, title_column, text_column), lambda line: say(errors, f"warning: {line}", "yellow"))
    extractor = load_extractor(rules)
    tally, entries, started = Tally(), list[Entry](), time.perf_counter()
    streams = not shown and output_file is None
    with _writer(output_file, streams) as write, _progress(errors, tally, hidden=streams and sys.stdout.isatty()) as update:
        for item in items:
            tally.articles += 1
            records = _records(extractor, item, tally)
            for record in records:
                if record.confidence >= min_confidence and (not types or record.type in types):
                    tally.records += 1
                    write(record.to_json())
                    if shown and isinstance(item, Article):
                        entries.append(Entry(record, item))
            update()
    if shown:
        print_chronicle(output(), entries)
    _report(errors, tally, time.perf_counter() - started, verbose=output_file is not None)
    if tally.failures:
        raise typer.Exit(FAILED_ARTICLES)


def _records(extractor: "Extractor", item: Article | Failure, tally: Tally) -> list[Record]:
    result = item if isinstance(item, Failure) else attempt(extractor, item)
    if isinstance(result, Failure):
        tally.failures.append(result)
        return []
    return result


@contextmanager
def _writer(path: Path | None, streams: bool) -> Iterator[Write]:
    if path is None and not streams:
        yield lambda line: None
        return
    with open_sink(path) as write:
        yield write


@contextmanager
def _progress(console: Console, tally: Tally, *, hidden: bool) -> Iterator[Callable[[], None]]:
    """Show on a terminal how far the run is, and give the function that says it has moved."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=hidden or not console.is_terminal) as progress:
        task = progress.add_task("loading")
        yield lambda: progress.update(task, description=str(tally), completed=tally.articles)


def _report(console: Console, tally: Tally, seconds: float, *, verbose: bool) -> None:
    """List the failures, then the sum; without failures the sum only where somebody looks or the output says nothing."""
    for failure in tally.failures:
        say(console, f"failed: {failure}", "red")
    if tally.failures or verbose or console.is_terminal:
        say(console, f"{tally} in {seconds:.1f} s")
