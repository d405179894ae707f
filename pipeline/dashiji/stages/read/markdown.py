"""Markdown to title, metadata and text.

What only marks up is taken off, because it would stand between or before the characters of a name: `**strong**` and
`[links](address)` become their text, backslash escapes their character, `##` and `>` before a line go. List marks, tables and
image lines stay: they tell what a line is for. Offsets count in the article's document, not in the file.
"""

import re
from dataclasses import dataclass, field

_FENCE = re.compile(r"---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_FIELD = re.compile(r"([\w-]+)[ \t]*:(?:[ \t]+(.*))?")
_HEADING = re.compile(r"^#[ \t]+([^\r\n]*)(?:\r?\n|\Z)", re.MULTILINE)
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_LINE_MARK = re.compile(r"^(?:#{1,6}[ \t]+|(?:>[ \t]?)+)", re.MULTILINE)
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\([^()\s]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


@dataclass(frozen=True, slots=True)
class Markdown:
    """A Markdown file taken apart; `fields` are the front matter's."""

    title: str
    text: str
    fields: dict[str, str] = field(default_factory=dict)


def read_markdown(source: str, title_field: str) -> Markdown:
    """Take a Markdown file apart: front matter between `---` lines, title, text.

    The title is the front matter's `title_field`, else the first level-one heading; a heading that says the same as the front
    matter is not repeated in the text. Headings that are chapters (more than one, with text before the first) are no title.
    """
    fields, body = _front_matter(source)
    stated = fields.get(title_field, "")
    heading = _title_heading(body)
    named = _plain(_CLOSING_HASHES.sub("", heading[1]).strip()) if heading else ""
    if heading and (not stated or stated == named):
        body = body[: heading.start()] + body[heading.end() :]
    return Markdown(stated or named, _plain(body), fields)


def _title_heading(body: str) -> re.Match[str] | None:
    first = _HEADING.search(body)
    if first is None or not first[1].strip():
        return None
    opens = not body[: first.start()].strip()
    return first if opens or not _HEADING.search(body, first.end()) else None


def _front_matter(source: str) -> tuple[dict[str, str], str]:
    """The fields on top of the file and what follows them; no fields where the file merely opens with a rule.

    Fields are read line by line, not as YAML: titles with a bare colon are common, and an id of `007` is no number.
    """
    fence = _FENCE.match(source)
    end = _END.search(source, fence.end()) if fence else None
    if fence is None or end is None:
        return {}, source
    fields: dict[str, str] = {}
    name = ""
    for line in source[fence.end() : end.start()].splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] in " \t-":
            if fields.get(name) in ("", ">", ">-", "|", "|-"):
                fields[name] = line.strip()
        elif entry := _FIELD.fullmatch(line):
            name = entry[1]
            fields[name] = _unquoted((entry[2] or "").strip())
        else:
            return {}, source
    return fields, source[end.end() :].lstrip("\r\n")


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1].replace('\\"', '"').replace("''", "'") if quoted else value


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", _LINK.sub(r"\1", _STRONG.sub(r"\1", _LINE_MARK.sub("", text))))
