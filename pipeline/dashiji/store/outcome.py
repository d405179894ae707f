"""What became of one article of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from dashiji.article import Article, Duplicate, DuplicateKind
from dashiji.records import Record
from dashiji.stages.read import Failure


class State(StrEnum):
    """How an article of a run ended. `QUARANTINED` is one that twice brought down the process that read it."""

    OK = "ok"
    FAILED = "failed"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One article as a run keeps it, without its text; `records` are empty unless it went well.

    `doc_id`, `digest` and `published` are `None` where the input does not state them or could not be read.
    """

    doc_id: str | None
    origin: str
    state: State
    title: str = ""
    published: date | None = None
    author: str = ""
    digest: str | None = None
    characters: int = 0
    reason: str = ""
    records: tuple[Record, ...] = field(default=())
    duplicate: Duplicate | None = None

    @property
    def source(self) -> str:
        """Where the article comes from: the host of an id that is an address, else the file that it was read from."""
        host = urlsplit(self.doc_id).hostname if self.doc_id and "://" in self.doc_id else None
        return host or self.origin.rpartition(":")[0] or self.origin

    def to_row(self) -> dict[str, Any]:
        """The article as a row of the schema `ARTICLES`."""
        return {
            "doc_id": self.doc_id,
            "title": self.title,
            "published": self.published,
            "author": self.author or None,
            "source": self.source,
            "origin": self.origin,
            "digest": self.digest,
            "characters": self.characters,
            "records": len(self.records),
            "outcome": self.state.value,
            "reason": self.reason or None,
            "duplicate_of": self.duplicate.of if self.duplicate else None,
            "duplicate_kind": self.duplicate.kind.value if self.duplicate else None,
        }


def from_row(row: Mapping[str, Any]) -> Outcome:
    """The article of a row of the schema `ARTICLES`, without its records."""
    return Outcome(
        doc_id=row["doc_id"],
        origin=row["origin"],
        state=State(row["outcome"]),
        title=row["title"],
        published=row["published"],
        author=row["author"] or "",
        digest=row["digest"],
        characters=row["characters"],
        reason=row["reason"] or "",
        duplicate=Duplicate(row["duplicate_of"], DuplicateKind(row["duplicate_kind"])) if row["duplicate_of"] else None,
    )


def done(article: Article, records: tuple[Record, ...]) -> Outcome:
    """An article that was read."""
    return _of(article, State.OK, "", records)


def quarantined(article: Article, reason: str) -> Outcome:
    """An article that nobody shall try again in this run."""
    return _of(article, State.QUARANTINED, reason, ())


def failed(failure: Failure, article: Article | None = None) -> Outcome:
    """An article that could not be used; `article` where it could at least be taken in."""
    if article is None:
        return Outcome(failure.id, failure.origin, State.FAILED, reason=failure.reason)
    return _of(article, State.FAILED, failure.reason, ())


def _of(article: Article, state: State, reason: str, records: tuple[Record, ...]) -> Outcome:
    return Outcome(
        doc_id=article.id,
        origin=article.origin,
        state=state,
        title=article.title,
        published=article.published,
        author=article.author,
        digest=article.digest,
        characters=len(article.document),
        reason=reason,
        records=records,
        duplicate=article.duplicate,
    )
