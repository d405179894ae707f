"""One JSON object of an archive to one article."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date

from dashiji.article import HALF_SURROGATE, Article
from dashiji.errors import ArticleError
from dashiji.stages.read.dates import parse_date
from dashiji.stages.read.failure import Failure
from dashiji.stages.read.sources import Warn


@dataclass(frozen=True, slots=True)
class Columns:
    """The names under which an archive keeps an article's parts; Markdown front matter uses them too.

    `text` must be there. Without `id` an article is known by its sha256, without `title`, `date` or `author` it has none; but a column
    that was named otherwise than by default is expected to be there: without `id` the article fails, without the others the
    caller is warned once a file.
    """

    id: str = "id"
    date: str = "date"
    title: str = "title"
    text: str = "text"
    author: str = "author"


DEFAULT_COLUMNS = Columns()
_DEFAULTS = {field.name: getattr(DEFAULT_COLUMNS, field.name) for field in fields(Columns)}


def digest_id(source: str) -> str:
    """The id of an article that states none: the sha256 of its source text in UTF-8, whatever encoding it was read from.

    The source is the whole file, or the object's own characters in an archive; so for a UTF-8 file it is what `sha256sum` says.
    """
    return "sha256:" + hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


class ArticleMaker:
    """Makes articles out of the parts that one source states, and fails those that cannot be used."""

    def __init__(self, columns: Columns, warn: Warn) -> None:
        self.columns = columns
        self._warn = warn
        self._warned: set[str] = set()

    @property
    def names(self) -> frozenset[str]:
        """The columns that articles are made of."""
        return frozenset(astuple(self.columns))

    def check_columns(self, found: Sequence[str], origin: str) -> Failure | None:
        """Why a table with these columns cannot be used; `None` where it can."""
        missing = next((name for name in (self.columns.text, self.columns.id) if name not in found and name != _DEFAULTS["id"]), None)
        if missing is None:
            return None
        part = "text" if missing == self.columns.text else "id"
        return Failure(origin, f"no {part} column {missing!r}; columns found: {', '.join(found)}; name the one that holds the {part}")

    def from_row(self, row: object, source: str, origin: str) -> Article | Failure:
        """Make an article of one decoded JSON value; `source` is its own characters."""
        if not isinstance(row, Mapping):
            return Failure(origin, f"a JSON object is needed for each article, found {_kind(row)}")
        try:
            return self._article(row, source, origin)
        except ArticleError as error:
            return Failure(origin, str(error), _legible(row.get(self.columns.id)))

    def from_text(
        self, text: str, source: str, origin: str, *, id: str = "", title: str = "", published: str = "", author: str = ""
    ) -> Article | Failure:
        """Make an article of the text of a file, whose characters are `source`, and of the parts that the file states beside it."""
        columns = self.columns
        row = {columns.id: id, columns.date: published, columns.title: title, columns.author: author, columns.text: text}
        return self.from_row(row, source, origin)

    def _id(self, row: Mapping[str, object]) -> str:
        """The stated id, `""` where there is none."""
        name = self.columns.id
        if name not in row and name != _DEFAULTS["id"]:
            raise ArticleError(f"no id column {name!r}; {_found(row)}")
        return self._string(row, name)

    def _article(self, row: Mapping[str, object], source: str, origin: str) -> Article:
        columns = self.columns
        if columns.text not in row:
            raise ArticleError(f"no text column {columns.text!r}; {_found(row)}; name the one that holds the text")
        text = self._string(row, columns.text)
        title = self._string(row, columns.title) if columns.title != columns.text else ""
        if not text.strip():
            raise ArticleError(f"empty article: column {columns.text!r} holds no text" if title else "empty article: there is no text")
        self._expect(row, "title", origin)
        self._expect(row, "date", origin)
        self._expect(row, "author", origin)
        return Article(self._id(row) or digest_id(source), text, title, self._published(row, origin), origin, self._author(row))

    def _string(self, row: Mapping[str, object], name: str) -> str:
        value = row.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ArticleError(f"column {name!r} holds {_kind(value)}; a string or a number is needed")
        return _whole(str(value), name)

    def _author(self, row: Mapping[str, object]) -> str:
        """The author, several as one string; what is neither is no reason to lose an article."""
        value = row.get(self.columns.author)
        names = value if isinstance(value, list) else [value]
        return "; ".join(name for name in names if isinstance(name, str) and not HALF_SURROGATE.search(name))

    def _published(self, row: Mapping[str, object], origin: str) -> date | None:
        value = row.get(self.columns.date)
        if value is None or value == "":
            return None
        published = parse_date(str(value))
        if published is None:
            self._warn(f"{origin}: unreadable date {str(value)[:40]!r}: read without a date; write it as 2026-01-27")
        return published

    def _expect(self, row: Mapping[str, object], part: str, origin: str) -> None:
        name = getattr(self.columns, part)
        if name != _DEFAULTS[part] and name not in row and part not in self._warned:
            self._warned.add(part)
            self._warn(f"{origin}: no {part} column {name!r}; {_found(row)}; read without a {part}, this and others like it in the file")


def _whole(text: str, name: str) -> str:
    if half := HALF_SURROGATE.search(text):
        place = half.start() + 1
        raise ArticleError(f"bad character: column {name!r} holds half a surrogate pair as its character {place}; repair or remove it")
    return text


def _legible(value: object) -> str | None:
    usable = isinstance(value, str | int) and not isinstance(value, bool) and value != ""
    return str(value) if usable and not HALF_SURROGATE.search(str(value)) else None


def _found(row: Mapping[str, object]) -> str:
    return f"columns found: {', '.join(map(str, row)) or 'none'}"


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")
