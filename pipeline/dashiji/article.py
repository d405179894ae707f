"""The article as it was read, before any stage touches it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

HALF_SURROGATE = re.compile("[\ud800-\udfff]")
"""What Python can hold and no encoding can: a text with it can be neither read nor written."""


class DuplicateKind(StrEnum):
    """How an article repeats another: the very text but for script, width, signs and layout; or nearly the same."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """That an article repeats the one with the id `of`."""

    of: str
    kind: DuplicateKind


@dataclass(frozen=True)
class Article:
    """One news article.

    `id` is the source's own id or URL, else the sha256 of the bytes. `published` is the article's date, `None` where the
    source states none (never today's). `origin` says where it was read from (`path:line`), for messages only; `author` is as the
    source writes it; `duplicate` is set where it was found to repeat another article. Records hang on none of these three.
    """

    id: str
    text: str
    title: str = ""
    published: date | None = None
    origin: str = ""
    author: str = ""
    duplicate: Duplicate | None = None

    @cached_property
    def document(self) -> str:
        """The text that all offsets count in, by code points: `title + "\\n" + text` where there is a title, else `text`."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    @cached_property
    def digest(self) -> str:
        """`sha256:` of id, date and document: what a record's lineage names as its input."""
        content = "\x1f".join((self.id, self.published.isoformat() if self.published else "", self.document))
        return f"sha256:{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()}"

    @property
    def body_start(self) -> int:
        """Offset in `document` where `text` begins."""
        return len(self.title) + 1 if self.title else 0
