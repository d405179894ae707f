"""Running articles again with one part swapped."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from dashiji.article import Article
from dashiji.diff.folders import RuleEdit, RuleFolder, without
from dashiji.diff.shelf import ArticleShelf
from dashiji.diff.sides import SideRecord, side_record
from dashiji.errors import ArticleError, RuleError
from dashiji.records import Record


class Reader(Protocol):
    """The pipeline, seen from here."""

    def extract(self, article: Article) -> list[Record]: ...


MOST_READERS = 3
"""Pipelines kept loaded, some 100 MB each."""

Load = Callable[[Path], Reader]
"""Loads the pipeline with the rules of a folder. Raises RuleError."""


class Rerunner:
    """Reads articles with the first side's rules, or with the second side's and one edit taken back."""

    def __init__(self, before: RuleFolder, after: RuleFolder, articles: ArticleShelf, load: Load) -> None:
        self._before = before
        self._after = after
        self._articles = articles
        self._load = load
        self._readers: dict[RuleEdit | None, Reader | None] = {}

    def __call__(self, edit: RuleEdit | None, doc_ids: Sequence[str]) -> Mapping[str, Sequence[SideRecord]]:
        """Records by article, without those that cannot be read; none at all where the rules no longer hold together."""
        reader = self._reader(edit)
        if reader is None:
            return {}
        found = {}
        for doc_id in doc_ids:
            article = self._articles.get(doc_id)
            if article is None:
                continue
            try:
                found[doc_id] = [side_record(record) for record in reader.extract(article)]
            except ArticleError:
                continue
        return found

    def _reader(self, edit: RuleEdit | None) -> Reader | None:
        """The pipeline for an edit, one of those used last or loaded anew; `None` where its rules cannot be loaded."""
        if edit not in self._readers:
            self._readers[edit] = self._loaded(self._before if edit is None else without(edit, self._before, self._after))
            for oldest in list(self._readers)[:-MOST_READERS]:
                del self._readers[oldest]
        return self._readers[edit]

    def _loaded(self, folder: RuleFolder) -> Reader | None:
        with tempfile.TemporaryDirectory(prefix="dashiji-") as root:
            folder.write(Path(root))
            try:
                return self._load(Path(root))
            except RuleError:
                return None
