"""One article tried: its records, or why there are none."""

import traceback
from pathlib import Path
from typing import Protocol

from dashiji.article import Article
from dashiji.errors import ArticleError
from dashiji.records import Record
from dashiji.stages.read import Failure


class Extracts(Protocol):
    """What makes records of an article; dashiji's own is `dashiji.extractor.Extractor`."""

    def extract(self, article: Article) -> list[Record]:
        """The records of one article, in text order."""


def attempt(extractor: Extracts, article: Article) -> list[Record] | Failure:
    """Extract, and turn what goes wrong into a Failure: a fault in one article must not cost the others. Raises MemoryError."""
    try:
        return extractor.extract(article)
    except ArticleError as error:
        return Failure(article.origin, str(error).removeprefix(f"{article.origin}: "), article.id)
    except MemoryError:
        raise
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return Failure(article.origin, f"internal error at {place}: {error!r}; please report it", article.id)
