"""A shelf of articles on disk, to be taken out by id."""

import sqlite3
from collections.abc import Iterable
from datetime import date

from dashiji.article import Article


class ArticleShelf:
    """Articles in a temporary database that is gone with the process; memory holds none of them."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._base = sqlite3.connect("", check_same_thread=False)
        self._base.execute("create table articles (id primary key, text, title, published, origin, digest) without rowid")
        for article in articles:
            self.add(article)

    def add(self, article: Article) -> None:
        """Put one more on the shelf, in the place of another with the same id."""
        published = article.published.isoformat() if article.published else None
        row = (article.id, article.text, article.title, published, article.origin, article.digest)
        self._base.execute("insert or replace into articles values (?, ?, ?, ?, ?, ?)", row)

    def __len__(self) -> int:
        count: int = self._base.execute("select count(*) from articles").fetchone()[0]
        return count

    def get(self, doc_id: str) -> Article | None:
        """The article with this id, `None` where there is none."""
        row = self._base.execute("select text, title, published, origin from articles where id = ?", (doc_id,)).fetchone()
        if row is None:
            return None
        text, title, published, origin = row
        return Article(doc_id, text, title, date.fromisoformat(published) if published else None, origin)

    def digest(self, doc_id: str) -> str:
        """What the lineage of its records names as their input; `""` where there is no such article."""
        row = self._base.execute("select digest from articles where id = ?", (doc_id,)).fetchone()
        return row[0] if row else ""

    def document(self, doc_id: str) -> str | None:
        """The text that offsets count in; `None` where there is no such article."""
        article = self.get(doc_id)
        return article.document if article else None
