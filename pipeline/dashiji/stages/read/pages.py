"""HTML pages to articles: text, title and date by trafilatura, an extra (`pip install 'dashiji[html]'`)."""

import re
from html import unescape

from dashiji.article import Article
from dashiji.stages.read.failure import Failure
from dashiji.stages.read.rows import ArticleMaker

_NO_TEXT = "no article found in the page; if there is one, save its text as .txt or .md"
_DATES = {"original_date": True, "extensive_search": False}
"""The day of publication, and only where the page states one."""

_AUTHOR = re.compile(
    r"""<meta\b(?=[^<>]{0,500}\b(?:name|property)\s*=\s*["']?(?:article:)?author\b)[^<>]{0,500}?\bcontent\s*=\s*(["'])([^"'<>]{1,200})\1""",
    re.IGNORECASE,
)
"""Read here where trafilatura finds none: of the names stated so it drops those without a space, which are all Chinese ones."""


def read_page(html: str, name: str, url: str, make: ArticleMaker) -> Article | Failure:
    """Read one page, `name` being its origin; its id is `url`, else the address that the page states.

    A page that states no date or author has none. A first line that repeats the title is left away.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return Failure(name, "HTML needs trafilatura; pip install 'dashiji[html]'", url or None)
    page = bare_extraction(html, url=url or None, include_comments=False, with_metadata=True, date_extraction_params=_DATES)
    found = {} if page is None else page if isinstance(page, dict) else page.as_dict()
    text = found.get("text") or ""
    if not text.strip():
        return Failure(name, _NO_TEXT, url or None)
    title = " ".join((found.get("title") or "").split())
    text = text.removeprefix(f"{title}\n") if title else text
    published, author = found.get("date") or "", found.get("author") or _author(html)
    return make.from_text(text, html, name, id=url or found.get("url") or "", title=title, published=published, author=author)


def _author(html: str) -> str:
    stated = _AUTHOR.search(html)
    return unescape(stated[2]).strip() if stated else ""
