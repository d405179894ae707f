"""`dashiji show`: the chronicle of a run."""

import re
from collections.abc import Callable, Iterator
from heapq import nsmallest
from typing import TYPE_CHECKING, Annotated

import typer

from dashiji.article import Article
from dashiji.chronology import begins
from dashiji.cli import chronicle, options
from dashiji.cli.chronicle import Entry, print_chronicle, sort_key
from dashiji.cli.console import output, write_line
from dashiji.errors import UsageError
from dashiji.records import EntityValue, EventType, Record
from dashiji.stages.script import fold

if TYPE_CHECKING:
    from dashiji.store.directory import RunDirectory
    from dashiji.store.outcome import Outcome

EXAMPLE = "Example: dashiji show runs/first --type policy_issued --since 2026-01 --place 南京"
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_Test = Callable[[Record, "Outcome"], bool]


def show(
    run: options.RunArgument,
    types: options.TypesOption = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Keep what happens on this day, month or year or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Keep what happens by the end of this day, month or year.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="Keep records with this in a place or name, in either script.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="Keep records with this in their evidence or title, in either script.")
    ] = None,
    no_duplicates: options.NoDuplicates = False,
    table: Annotated[bool | None, typer.Option("--table/--no-table", help="Show a table, or not.", show_default="on a terminal")] = None,
) -> None:
    """Browse the records of a run in order of time.

    A terminal shows the chronicle as a table; a pipe gets JSON Lines, one record a line, in the order of the archive. Several
    conditions hold together.
    """
    from dashiji.store.directory import run_at

    tests = list(_tests(types, _day("--since", since), _day("--until", until), place, text))
    directory = run_at(run)
    console = output()
    found = _matching(directory, tests, not no_duplicates)
    if not (console.is_terminal if table is None else table):
        for record, _ in found:
            write_line(record.to_json())
        return
    total = 0

    def entries() -> Iterator[Entry]:
        nonlocal total
        for record, article in found:
            total += 1
            yield Entry(record, Article(article.doc_id or "", "", article.title, article.published))

    first = nsmallest(chronicle.MOST_ROWS, entries(), key=sort_key)
    print_chronicle(console, first, total, "narrow them down with --type, --since, --until, --place or --text")


def _day(option: str, value: str | None) -> str | None:
    if value is not None and not _DAY.fullmatch(value):
        raise UsageError(f"{option} {value!r}: not a date; write it as 2026-01-27, 2026-01 or 2026")
    return value


def _tests(types: list[EventType] | None, since: str | None, until: str | None, place: str | None, text: str | None) -> Iterator[_Test]:
    if types:
        yield lambda record, article: record.type in types
    if since:
        yield lambda record, article: begins(record, article.published) >= since
    if until:
        yield lambda record, article: "" < begins(record, article.published)[: len(until)] <= until
    if place:
        name = fold(place)
        yield lambda record, article: any(name in named for named in _names(record))
    if text:
        wanted = fold(text)
        yield lambda record, article: any(wanted in fold(part) for part in (article.title, *(piece.text for piece in record.evidence)))


def _names(record: Record) -> Iterator[str]:
    """The simplified names in a record's arguments, those of places among them."""
    for values in record.arguments.values():
        for value in values:
            if isinstance(value, EntityValue):
                yield value.normalized


def _matching(directory: "RunDirectory", tests: list[_Test], duplicates: bool) -> Iterator[tuple[Record, "Outcome"]]:
    for article, records in directory.articles_with_records(duplicates):
        for record in records:
            if all(test(record, article) for test in tests):
                yield record, article
