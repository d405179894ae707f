"""`dashiji runs`: what runs there are, and what became of one."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from dashiji.cli import options
from dashiji.cli.console import output, say, write_line
from dashiji.cli.wording import count, duration
from dashiji.errors import InputError

if TYPE_CHECKING:
    from dashiji.store.directory import RunDirectory

app = typer.Typer(help="List runs, and show what became of one.", no_args_is_help=True, rich_markup_mode="markdown")
_REASONS = 20
"""So many failures are shown."""


@app.command("list", epilog="Example: dashiji runs list archive-runs/")
def list_runs(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder whose run directories to list.")] = Path(),
) -> None:
    """List the runs in a folder: state, articles, records, when they were last worked on.

    A terminal shows a table; a pipe gets one run a line, its fields set apart by tabs.
    """
    from dashiji.store.directory import RunDirectory

    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give the one that holds the run directories")
    found = [run for path in sorted([folder, *folder.iterdir()]) if (run := RunDirectory(path)).exists()]
    rows = [_row(run) for run in found]
    console = output()
    if not console.is_terminal:
        for row in rows:
            write_line("\t".join(row))
        return
    if not rows:
        say(console, f"{folder}: holds no run; dashiji run makes one")
        return
    table = Table(header_style="bold")
    for name in ("run", "state"):
        table.add_column(name, overflow="fold")
    for name in ("articles", "failed", "quarantined", "records"):
        table.add_column(name, justify="right")
    table.add_column("last worked on")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _row(run: "RunDirectory") -> tuple[str, ...]:
    manifest = run.manifest()
    counts = manifest.counts
    numbers = (counts.articles, counts.failed, counts.quarantined, counts.records)
    sessions = run.sessions()
    return (str(run.path), manifest.state.value, *map(str, numbers), sessions[-1]["started"] if sessions else "")


@app.command("show", epilog="Example: dashiji runs show runs/first")
def show(
    run: options.RunArgument,
    table: Annotated[bool | None, typer.Option("--table/--no-table", help="Show text, or JSON.", show_default="on a terminal")] = None,
) -> None:
    """Show what went into a run, what came out, what failed and why.

    A terminal shows text; a pipe gets one JSON object: the manifest without its parts, the sessions, and every failure.
    """
    from dashiji.store.directory import run_at

    directory = run_at(run)
    console = output()
    if console.is_terminal if table is None else table:
        for line in _text(directory):
            say(console, line)
        return
    manifest = directory.manifest().model_dump(mode="json", exclude={"parts"})
    write_line(json.dumps({**manifest, "sessions": directory.sessions(), "failures": list(_failures(directory))}, ensure_ascii=False))


def _text(directory: "RunDirectory") -> Iterator[str]:
    manifest = directory.manifest()
    counts, made = manifest.counts, manifest.configuration
    yield f"{directory.path}: {manifest.state.value}"
    yield f"inputs: {', '.join(manifest.inputs)}"
    yield f"made by: dashiji {made.dashiji} with rules {made.rules.removeprefix('sha256:')[:12]}"
    for session in directory.sessions():
        yield (
            f"session of {session['started']}: {count(session['articles'], 'article')} in {duration(session['seconds'])} "
            f"with {count(session['workers'], 'worker')}, {session['ended']}"
        )
    yield f"articles: {counts.articles:,} = {counts.ok:,} ok + {counts.failed:,} failed + {counts.quarantined:,} quarantined"
    if made.mark_duplicates:
        yield f"duplicates: {count(counts.duplicates, 'article')} marked"
    yield f"records: {counts.records:,}"
    for kind, number in sorted(counts.types.items(), key=lambda pair: -pair[1]):
        yield f"  {kind.value}: {number:,}"
    failures = _failures(directory)
    for row in islice(failures, _REASONS):
        yield f"{row['outcome']}: {row['origin']}: {row['reason']}"
    rest = sum(1 for _ in failures)
    if rest:
        yield f"… and {rest:,} more in {directory.path}/failures.parquet and quarantine.parquet"


def _failures(directory: "RunDirectory") -> Iterator[dict[str, str | None]]:
    for article in directory.unused():
        yield {"outcome": article.state.value, "id": article.doc_id, "origin": article.origin, "reason": article.reason}
