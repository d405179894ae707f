"""What `diff` finds causes by: rule folders, articles and, loaded only when needed, the pipeline."""

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from dashiji.article import Article
from dashiji.cli.console import messages, say
from dashiji.cli.loading import load_extractor
from dashiji.cli.sources import Source
from dashiji.data import data_root
from dashiji.diff.attribution import Evidence
from dashiji.diff.folders import RuleFolder, find_edits
from dashiji.diff.rerunning import Rerunner
from dashiji.diff.shelf import ArticleShelf
from dashiji.errors import UsageError
from dashiji.rulebook.book import Rulebook, load_rulebook
from dashiji.stages.read import Columns, Failure, read
from dashiji.stages.script import fold

Documents = Callable[[str], str | None]


def open_evidence(
    before: Source, after: Source, rules: tuple[Path | None, Path | None], inputs: Sequence[str], columns: Columns
) -> tuple[Evidence, Documents]:
    """What tells causes, and the texts of articles by id.

    Raises UsageError where a rule folder is not the one that its side was made with.
    """
    shelf = ArticleShelf(articles_of(inputs, columns)) if inputs else None
    folders = _folders(before, after, *rules) if any(rules) else None
    rerun = None
    if folders and shelf and _made_by_this_version(after):
        rerun = Rerunner(*folders, shelf, load_extractor)
    evidence = Evidence(
        fold=fold,
        edits=find_edits(*folders) if folders else None,
        pack_of={rule: folder.pack_of(rule) for folder in folders for rule in folder.rules} if folders else None,
        libraries=(before.libraries, after.libraries),
        inputs=(before.inputs, shelf.digest if shelf else after.inputs),
        rerun=rerun,
    )
    return evidence, shelf.document if shelf else lambda doc_id: None


def articles_of(inputs: Sequence[str], columns: Columns) -> Iterator[Article]:
    """The articles of the inputs; those that cannot be used are told of and passed over."""
    errors = messages()
    for item in read(inputs, columns, lambda line: say(errors, f"warning: {line}", "yellow")):
        if isinstance(item, Failure):
            say(errors, f"failed: {item}", "red")
        else:
            yield item


def _folders(before: Source, after: Source, rules_a: Path | None, rules_b: Path | None) -> tuple[RuleFolder, RuleFolder]:
    shipped = data_root() / "rules"
    return open_rules(before, rules_a or shipped, "--rules-a")[0], open_rules(after, rules_b or shipped, "--rules-b")[0]


def open_rules(source: Source, rules: Path, option: str) -> tuple[RuleFolder, Rulebook]:
    """The rules that a side was made with, as data and ready to run. Raises UsageError, naming the option, where they are others."""
    book, making = load_rulebook(rules), source.making()
    if making is not None and making.rules != book.digest:
        raise UsageError(
            f"{rules}: is not what {source.path} was made with ({book.digest}, not {making.rules}); name that folder with {option}"
        )
    return RuleFolder.read(rules), book


def _made_by_this_version(source: Source) -> bool:
    making = source.making()
    return making is None or making.program == version("dashiji")
