"""Shards: the unit of work, known by what is in it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from dashiji.article import Article
from dashiji.stages.read import Failure

Item = Article | Failure
"""What came in: an article, or why there is none in its place."""


@dataclass(frozen=True)
class Shard:
    """The items [start, start + len(items)) of an input, to be read under one configuration."""

    start: int
    items: tuple[Item, ...]
    configuration: str

    @cached_property
    def input(self) -> str:
        """`sha256:` over the items: all that is known of them, and what is wrong with those that are no articles; not where they lie."""
        state = hashlib.sha256()
        for item in self.items:
            state.update("\x1f".join((*_known(item), "\x1e")).encode("utf-8", "surrogatepass"))
        return f"sha256:{state.hexdigest()}"

    @cached_property
    def name(self) -> str:
        """Names the shard's files: the start, so that names sort in reading order, and a digest of input, rows and configuration."""
        key = "\x1f".join((self.input, str(self.start), str(len(self.items)), self.configuration))
        return f"{self.start:09d}-{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"


def _known(item: Item) -> tuple[str, ...]:
    if isinstance(item, Failure):
        return "failure", item.id or "", item.reason
    mark = (item.duplicate.kind, item.duplicate.of) if item.duplicate else ()
    return item.digest, str(item.body_start), item.author, *mark


def cut(items: Iterable[Item], size: int, configuration: str) -> Iterator[Shard]:
    """Cut what comes in into shards of `size`, the last one smaller; one shard in memory at a time."""
    source, start = iter(items), 0
    while taken := tuple(islice(source, size)):
        yield Shard(start, taken, configuration)
        start += len(taken)
