"""Trying an edit of rules on articles that were read before: only those that it can touch are read again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from dashiji.article import Article
from dashiji.diff.comparing import Comparison, Document, Side, compare
from dashiji.diff.lines import Making, RecordLine, record_line
from dashiji.diff.reaching import Finder
from dashiji.diff.rerunning import Reader
from dashiji.diff.shelf import ArticleShelf
from dashiji.errors import ArticleError

Lines = Iterable[tuple[RecordLine, Making]]


@dataclass
class Trial:
    """What is needed to try an edit, and, once it is through, how much was done.

    `finder` tells which articles the edit can touch, `reader` has the edited rules, `fold` gives the text that rules see. Articles read
    again go to `shelf`.
    """

    finder: Finder
    reader: Reader
    fold: Callable[[str], str]
    shelf: ArticleShelf = field(default_factory=lambda: ArticleShelf(()))
    articles: int = 0
    untouched: int = 0
    """Records of articles that were not read again."""
    touched: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    """Documents with records whose article is not there; they are left out of the comparison."""

    def compare(self, lines: Callable[[], Lines], articles: Iterable[Article]) -> tuple[tuple[Side, Side], Iterator[Comparison]]:
        """Compare the records of `lines`, read twice, with what the edited rules read in the articles. Both sides come first.

        An article whose digest is not the one that its records name is read again too.
        """
        read_before = {line.doc_id: line.input for line, _ in lines()}
        after = Side.of(self._read_again(articles, read_before))
        documents = iter(after.documents)
        # Sorting needs all of them: when the first document is there, every article has been looked at.
        first = next(documents, None)
        after.documents = documents if first is None else chain((first,), documents)
        before = Side.of(lines())
        return (before, after), self._compared(before, after)

    def _read_again(self, articles: Iterable[Article], read_before: dict[str, str]) -> Iterator[tuple[RecordLine, Making]]:
        self.absent = set(read_before)
        for article in articles:
            self.articles += 1
            self.absent.discard(article.id)
            known = read_before.get(article.id)
            if (known is None or known == article.digest) and not self.finder.touches(self.fold(article.document)):
                continue
            try:
                records = self.reader.extract(article)
            except ArticleError as error:
                self.failed.append(str(error))
                self.absent.add(article.id)
                continue
            self.touched.add(article.id)
            self.shelf.add(article)
            yield from map(record_line, records)

    def _compared(self, before: Side, after: Side) -> Iterator[Comparison]:
        yield from compare(Side(self._touched(before), before.makings), after)
        yield Comparison("", same=self.untouched)

    def _touched(self, before: Side) -> Iterator[Document]:
        """The documents that were read again; records of the others are as they were, and only counted."""
        for doc_id, lines in before.documents:
            if doc_id in self.touched:
                yield doc_id, lines
            elif doc_id not in self.absent:
                self.untouched += len(lines)
