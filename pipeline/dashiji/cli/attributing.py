"""What `diff` finds causes by: rule folders, articles and, loaded only when needed, the pipeline."""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from dashiji.article import Article
from dashiji.cli.console import messages, say
from dashiji.cli.loading import load_extractor
from dashiji.data import data_root
from dashiji.diff.attribution import Evidence
from dashiji.diff.comparing import Side
from dashiji.diff.folders import RuleFolder, find_edits
from dashiji.diff.lines import Making, read_lines
from dashiji.diff.rerunning import Rerunner
from dashiji.diff.shelf import ArticleShelf
from dashiji.errors import UsageError
from dashiji.rulebook.book import load_rulebook
from dashiji.stages.read import Columns, Failure, read
from dashiji.stages.script import fold

Documents = Callable[[str], str | None]
Named = tuple[Path, Side]


def open_evidence(
    before: Named, after: Named, rules: tuple[Path | None, Path | None], inputs: Sequence[str], columns: Columns
) -> tuple[Evidence, Documents]:
    """What tells causes, and the texts of articles by id.

    Raises UsageError where a rule folder is not the one that its side was made with.
    """
    shelf = open_shelf(inputs, columns) if inputs else None
    folders = _folders(before[0], after[0], *rules) if any(rules) else None
    rerun = None
    if folders and shelf and _made_by_this_version(after[0]):
        rerun = Rerunner(*folders, shelf, load_extractor)
    evidence = Evidence(
        before=before[1].makings,
        after=after[1].makings,
        fold=fold,
        edits=find_edits(*folders) if folders else None,
        pack_of={rule: folder.pack_of(rule) for folder in folders for rule in folder.rules} if folders else None,
        inputs=shelf.digest if shelf else lambda doc_id: None,
        rerun=rerun,
    )

    def document(doc_id: str) -> str | None:
        article = shelf.get(doc_id) if shelf else None
        return article.document if article else None

    return evidence, document


def open_shelf(inputs: Sequence[str], columns: Columns) -> ArticleShelf:
    """Read all articles once; those that cannot be used are told of and passed over."""
    errors = messages()

    def usable(item: Article | Failure) -> bool:
        if isinstance(item, Failure):
            say(errors, f"failed: {item}", "red")
        return isinstance(item, Article)

    items = read(inputs, columns, lambda line: say(errors, f"warning: {line}", "yellow"))
    return ArticleShelf(item for item in items if usable(item) and isinstance(item, Article))


def _folders(before: Path, after: Path, rules_a: Path | None, rules_b: Path | None) -> tuple[RuleFolder, RuleFolder]:
    shipped = data_root() / "rules"
    return _folder(before, rules_a or shipped, "--rules-a"), _folder(after, rules_b or shipped, "--rules-b")


def _folder(records: Path, rules: Path, option: str) -> RuleFolder:
    book, making = load_rulebook(rules), first_making(records)
    if making is not None and making.rules != book.digest:
        raise UsageError(
            f"{rules}: is not what {records} was made with ({book.digest}, not {making.rules}); name that folder with {option}"
        )
    return RuleFolder.read(rules)


def first_making(records: Path) -> Making | None:
    """What made the first record of a file; `None` where it holds none."""
    return next((making for _, making in islice(read_lines(records), 1)), None)


def _made_by_this_version(records: Path) -> bool:
    making = first_making(records)
    return making is None or making.program == version("dashiji")
