"""Trying an edit of rules on articles that were read before: only those that it can touch are read again."""

import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from dashiji.article import Article
from dashiji.diff.comparing import Comparison, Side, compare
from dashiji.diff.lines import Making, RecordLine
from dashiji.diff.reaching import Finder
from dashiji.diff.rereading import Reading
from dashiji.diff.shelf import ArticleShelf
from dashiji.diff.stored import Stored


@dataclass
class Trial:
    """What is needed to try an edit, and, once it is through, how much was done.

    `finder` tells which articles the edit can touch, `reread` reads them with the edited rules, `fold` gives the text that rules see.
    Articles read again go to `shelf`. With `sample`, of all articles that it can touch only so many are read, the same ones each time.
    `watch` is told of every article that is looked at or read.
    """

    finder: Finder
    reread: Callable[[Iterable[Article]], Iterator[Reading]]
    fold: Callable[[str], str]
    shelf: ArticleShelf = field(default_factory=lambda: ArticleShelf(()))
    sample: int | None = None
    watch: Callable[["Trial"], object] = lambda trial: None
    articles: int = 0
    within_reach: int = 0
    passed_over: set[str] = field(default_factory=set)
    """Documents that the edit can touch and that are not in the sample."""
    touched: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    """Documents with records whose article is not there; they are left out of the comparison."""

    def compare(self, stored: Stored, articles: Iterable[Article]) -> tuple[tuple[Side, Side], Iterator[Comparison]]:
        """Compare the stored records with what the edited rules read in the articles. Both sides come first.

        An article whose digest is not the one that its records name is read again too. Records of articles that are not read again are
        as they were, and only counted.
        """
        after = Side.of(self._read_again(articles, stored))
        documents = iter(after.documents)
        # Sorting needs all of them: when the first document is there, every article has been looked at.
        first = next(documents, None)
        after.documents = documents if first is None else chain((first,), documents)
        before = Side.of(stored.lines(self.touched))
        before.makings |= stored.makings
        return (before, after), self._compared(before, after, stored)

    def _read_again(self, articles: Iterable[Article], stored: Stored) -> Iterator[tuple[RecordLine, Making]]:
        self.absent = set(stored.inputs)
        for reading in self.reread(self._shelved(self._chosen(self._reached(articles, stored)))):
            if reading.failure:
                self.failed.append(reading.failure)
                self.absent.add(reading.doc_id)
            else:
                self.touched.add(reading.doc_id)
                yield from reading.lines
            self.watch(self)

    def _reached(self, articles: Iterable[Article], stored: Stored) -> Iterator[Article]:
        for article in articles:
            self.articles += 1
            self.absent.discard(article.id)
            known = stored.inputs.get(article.id)
            if (known is not None and known != article.digest) or self.finder.touches(self.fold(article.document)):
                self.within_reach += 1
                yield article
            self.watch(self)

    def _chosen(self, articles: Iterator[Article]) -> Iterator[Article]:
        """All articles, or those of the sample: the ids with the smallest digests, which no order of the input changes."""
        if self.sample is None:
            yield from articles
            return
        for article in heapq.nsmallest(self.sample, self._passing(articles), key=_digest):
            self.passed_over.discard(article.id)
            yield article

    def _passing(self, articles: Iterator[Article]) -> Iterator[Article]:
        for article in articles:
            self.passed_over.add(article.id)
            yield article

    def _shelved(self, articles: Iterator[Article]) -> Iterator[Article]:
        for article in articles:
            self.shelf.add(article)
            yield article

    def _compared(self, before: Side, after: Side, stored: Stored) -> Iterator[Comparison]:
        yield from compare(before, after)
        left = self.touched | self.absent | self.passed_over
        yield Comparison("", same=sum(count for doc_id, count in stored.counts.items() if doc_id not in left))


def _digest(article: Article) -> bytes:
    return hashlib.sha256(article.id.encode("utf-8", "surrogatepass")).digest()
