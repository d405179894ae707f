"""Dashiji turns Chinese news into event records, each value traceable to the characters it was read from.

import dashiji
extractor = dashiji.load()
records = extractor.extract(dashiji.Article("id", "文本", title="标题", published=date(2026, 1, 27)))
"""

from pathlib import Path
from typing import TYPE_CHECKING

from dashiji.article import Article
from dashiji.records import Record

if TYPE_CHECKING:
    from dashiji.extractor import Extractor

__all__ = ["Article", "Record", "load"]


def load(rules: Path | None = None) -> "Extractor":
    """The pipeline with the rules of a folder (`packs/` and `lexicons/`), or those shipped with dashiji. Raises RuleError."""
    from dashiji.extractor import Extractor
    from dashiji.rulebook.book import load_rulebook

    return Extractor(load_rulebook(rules))
