"""Mark the articles of an archive that say what another one before them said: copies, reprints and corrupted mirrors."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashiji.article import Article
from dashiji.duplicates.fingerprint import take_fingerprint
from dashiji.duplicates.originals import Originals
from dashiji.stages.read import Failure

__all__ = ["mark"]


def mark(items: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """Give every item on, articles with `duplicate` set where they repeat an earlier one.

    Compared are texts, not titles: a reprint has a headline of its own. Marks name an article that is no duplicate itself. They
    hang on the articles and their order alone; memory does not grow with their number, a temporary file of SQLite's does.
    """
    with Originals() as originals:
        for item in items:
            if isinstance(item, Failure):
                yield item
                continue
            fingerprint = take_fingerprint(item.text)
            duplicate = originals.find(fingerprint, item.published)
            if duplicate is None:
                originals.add(fingerprint, item.id, item.published)
            yield replace(item, duplicate=duplicate)
