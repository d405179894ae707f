"""The chronicle: records as a table that a person reads, in order of time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from dashiji.article import Article
from dashiji.chronology import begins, dated
from dashiji.cli.console import printable
from dashiji.records import ROLES, EventType, Record, Status, Value
from dashiji.spans import Mod

MOST_ROWS = 1000
"""Rows that a terminal shows; more are no longer read there, and rich lays them out slowly."""
FEW_ARTICLES = 5
"""Up to so many articles have a table each, beyond they share one."""
WIDE = 110
"""Terminal columns from which cells have room for blanks beside them."""

_WHO: Mapping[EventType, tuple[str, ...]] = {
    EventType.AGENCY_FOUNDED: ("founder", "host"),
    EventType.ORGANIZATION_FOUNDED: ("founder", "host"),
    EventType.DATASET_RELEASED: ("publisher",),
    EventType.PRODUCT_RELEASED: ("publisher",),
    EventType.POLICY_ISSUED: ("issuer",),
    EventType.TARGET_SET: ("holder",),
    EventType.METRIC_REPORTED: ("subject",),
    EventType.STATEMENT_MADE: ("role",),
}
_VALUES = ("quantity", "size", "claim", "policy", "effective", "source", "audience", "place")
_WHEN = {"date": "", "period": "", "deadline": "by ", "effective": "from "}
_MODS = {Mod.START: "early ", Mod.MID: "mid ", Mod.END: "late ", Mod.BEFORE: "before ", Mod.AFTER: "after ", Mod.APPROX: "about "}
_STATUS_STYLES = {Status.HAPPENED: "green", Status.PLANNED: "yellow", Status.PROPOSED: "magenta", Status.NEGATED: "red"}
_NO_DATE = "9999"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with the article it was read from."""

    record: Record
    article: Article


def when(record: Record) -> str:
    """The record's date in words: `2026-01-27`, `by late 2027`, `2023/2027`; `""` where it states none."""
    found = dated(record)
    if found is None:
        return ""
    role, value = found
    return f"{_WHEN[role]}{_MODS[value.mod] if value.mod else ''}{value.value}"


def sort_key(entry: Entry) -> tuple[str, str, int]:
    """Order of time: the day a record's date begins, else its article's date; what has neither comes last."""
    return begins(entry.record, entry.article.published) or _NO_DATE, entry.article.id, entry.record.evidence[0].start


def print_chronicle(console: Console, entries: Sequence[Entry], total: int = 0, remedy: str = "-o FILE writes them all") -> None:
    """Print the table, or one for each article where there are few.

    `total` is how many records there are where `entries` are only the first of them; `remedy` says how to see the others.
    """
    articles = {entry.article.id: entry.article for entry in entries}
    shown = sorted(entries, key=sort_key)[:MOST_ROWS]
    if len(articles) <= FEW_ARTICLES:
        for article in articles.values():
            own = [entry for entry in shown if entry.article.id == article.id]
            console.print(_table(own, Text(_heading(article), style="bold"), console.width, with_source=False))
    else:
        console.print(_table(shown, None, console.width, with_source=True))
    left_out = max(total, len(entries)) - len(shown)
    if left_out:
        console.print(f"… and {left_out} more records; {remedy}", style="dim")


def _heading(article: Article) -> str:
    day = f" · {article.published}" if article.published else ""
    return printable(f"{article.title or article.id}{day}")


def _table(entries: Iterable[Entry], title: Text | None, width: int, *, with_source: bool) -> Table:
    """Lay out for this many columns; what does not fit is folded, and only the article's title is cut short."""
    table = Table(title=title, title_justify="left", header_style="bold", padding=(0, 1) if width >= WIDE else 0)
    table.add_column("date", min_width=10)
    table.add_column("type", min_width=12)
    table.add_column("status", no_wrap=True)
    table.add_column("what", ratio=3, min_width=12, overflow="fold")
    table.add_column("who", ratio=2, min_width=8, overflow="fold")
    table.add_column("values", ratio=3, min_width=10, overflow="fold")
    if with_source:
        table.add_column("article", no_wrap=True, overflow="ellipsis", max_width=width // 6)
    for entry in entries:
        table.add_row(*_cells(entry, with_source=with_source))
    return table


def _cells(entry: Entry, *, with_source: bool) -> Iterator[RenderableType]:
    record = entry.record
    yield Text(when(record))
    yield Text(record.type.value.replace("_", " "))
    yield Text(record.status.value, _STATUS_STYLES[record.status])
    yield Text(printable(record.anchor.text), "bold")
    yield Text(_texts(record, _WHO[record.type]))
    yield Text(_texts(record, _other_roles(record)) or _statement(record))
    if with_source:
        yield Text(_heading(entry.article), "dim")


def _other_roles(record: Record) -> list[str]:
    """The roles with a value that no other column shows."""
    found = dated(record)
    shown = {ROLES[record.type][0], found[0] if found else ""}
    return [role for role in _VALUES if role not in shown]


def _texts(record: Record, roles: Iterable[str]) -> str:
    values: Iterable[Value] = (value for role in roles for value in record.arguments.get(role, ()))
    return printable("; ".join(dict.fromkeys(value.text for value in values)))


def _statement(record: Record) -> str:
    """For a speaker, whose words are no argument, the clause that holds them."""
    if record.type is not EventType.STATEMENT_MADE:
        return ""
    text = record.evidence[0].text
    return printable("".join(islice(text, 40)) + ("…" if len(text) > 40 else ""))
