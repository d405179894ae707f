"""`dashiji review`: go through what two sets of records do not have alike, in a browser."""

import getpass
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashiji.cli import options
from dashiji.cli.attributing import open_evidence
from dashiji.cli.console import messages, say
from dashiji.cli.sources import open_source
from dashiji.diff import SideRecord, attribute, compare
from dashiji.errors import UsageError
from dashiji.stages.read import Columns
from dashiji.stages.script import fold

if TYPE_CHECKING:
    from dashiji.review.session import Review
    from dashiji.review.views import Viewer

EXAMPLE = "Example: dashiji review before.jsonl after.jsonl --rules-a old-rules --rules-b rules --articles archive.jsonl"
JOURNAL = "decisions.sqlite"
PORT = 8400

DecisionsOption = Annotated[
    Path | None,
    typer.Option("--decisions", metavar="FILE", help="Where decisions are kept.", show_default=f"{JOURNAL} in the folder that holds B"),
]


def review(
    before: Annotated[Path, typer.Argument(metavar="A", help="Records before: a run directory, a file that extract wrote, or a folder.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Records after.")],
    rules_a: options.RulesOfA = None,
    rules_b: options.RulesOfB = None,
    articles: Annotated[
        list[str] | None,
        typer.Option("--articles", metavar="INPUT", help="The articles that B was read from: show them, and run them again for causes."),
    ] = None,
    decisions: DecisionsOption = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="NAME", help="Who decides.", show_default="the name you are logged in with")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Port on 127.0.0.1; 0: any that is free.")] = PORT,
    export: Annotated[bool, typer.Option("--export", help="Only write decisions.jsonl and leave.")] = False,
    id_column: options.IdColumn = "id",
    date_column: options.DateColumn = "date",
    title_column: options.TitleColumn = "title",
    text_column: options.TextColumn = "text",
) -> None:
    """Go through the differences of two runs by keyboard and decide which side is right, on a page of this machine only.

    Decisions are kept by content: where the same difference appears again, they are there already. On leaving (Ctrl-C), what stands is
    written beside them as decisions.jsonl, sorted, for git; decisions found in that file are taken in on start.
    """
    if importlib.util.find_spec("fastapi") is None or importlib.util.find_spec("uvicorn") is None:
        raise UsageError("review needs FastAPI and uvicorn; pip install 'dashiji[review]'")
    columns = Columns(id_column, date_column, title_column, text_column)
    opened, viewer = _open(before, after, (rules_a, rules_b), articles or [], columns, decisions, reviewer or getpass.getuser())
    try:
        if not export:
            _serve(opened, viewer, (str(before), str(after)), port)
    finally:
        opened.close()
        say(messages(), f"decisions: {opened.path}, {opened.exported}")


def journal_path(after: Path, decisions: Path | None) -> Path:
    """Where the decisions on a run are kept: beside it, unless told otherwise."""
    return decisions or after.resolve().parent / JOURNAL


def _open(
    before: Path,
    after: Path,
    rules: tuple[Path | None, Path | None],
    articles: list[str],
    columns: Columns,
    decisions: Path | None,
    reviewer: str,
) -> tuple["Review", "Viewer"]:
    from dashiji.review.catalog import Catalog
    from dashiji.review.journal import Journal
    from dashiji.review.session import Review
    from dashiji.review.views import Viewer

    first, second = open_source(before), open_source(after)
    evidence, document = open_evidence(first, second, rules, articles, columns)

    def text_of(record: SideRecord) -> str | None:
        """The article, where it is the very one that the record was read from."""
        read_from = record.lineage.input
        return document(record.doc_id) if not read_from or read_from == evidence.inputs[1](record.doc_id) else None

    ours, theirs = first.side(), second.side()
    catalog = Catalog(attribute(compare(ours, theirs), (ours.makings, theirs.makings), evidence), text_of, fold)
    say(messages(), str(catalog.summary))
    path = journal_path(after, decisions)
    return Review(catalog, Journal(path), reviewer), Viewer(text_of, fold)


def _serve(opened: "Review", viewer: "Viewer", names: tuple[str, str], port: int) -> None:
    import uvicorn

    from dashiji.review.listening import hosts_of, listen
    from dashiji.review.server import Shown, create_app

    socket = listen(port)
    port = socket.getsockname()[1]
    app = create_app(opened, viewer, Shown(*names), hosts_of(port))
    say(messages(), f"review at http://127.0.0.1:{port}/ (Ctrl-C ends it)", "bold")
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", server_header=False)).run(sockets=[socket])
