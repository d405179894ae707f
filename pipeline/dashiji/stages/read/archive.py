"""JSON and JSON Lines archives to articles."""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from dashiji.article import Article
from dashiji.stages.read.decoding import BadBytesError, decode, likely_family
from dashiji.stages.read.failure import Failure
from dashiji.stages.read.lines import Damage, split_lines
from dashiji.stages.read.rows import ArticleMaker

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")


def read_json_lines(stream: BinaryIO, head: bytes, wide: str, name: str, make: ArticleMaker) -> Iterator[Article | Failure]:
    """Read one article a line; blank lines are passed over, a broken line fails alone."""
    prior = "" if wide else likely_family(head.split(b"\n")[:-1])
    lines = split_lines(stream, head, "\n".encode(wide or "ascii"))
    for number, line in enumerate(lines, 1):
        origin = f"{name}:{number}"
        if isinstance(line, Damage):
            yield Failure(origin, line.reason)
            continue
        try:
            text = decode(line, wide, prior).strip()
        except BadBytesError as error:
            yield Failure(origin, str(error))
            continue
        if text:
            yield _json_line(text, origin, make)


def _json_line(text: str, origin: str, make: ArticleMaker) -> Article | Failure:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Failure(origin, f"broken JSON: {_json_complaint(error)}; each line must be one complete object")
    return make.from_row(row, text, origin)


def _json_complaint(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[0].lower()}{error.msg[1:]} at character {error.pos + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def read_json(text: str, name: str, make: ArticleMaker) -> Iterator[Article | Failure]:
    """Read a file that is one article object, a list of them, or in truth one object a line."""
    start = _skip_blank(text, 0)
    if text.startswith("[", start):
        yield from _read_list(text, start + 1, name, make)
        return
    try:
        row, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        yield _broken(text, error, name, start)
        return
    if _skip_blank(text, end) == len(text):
        yield make.from_row(row, text[start:end], f"{name}:{_line(text, start)}")
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _json_line(line.strip(), f"{name}:{number}", make)


def _read_list(text: str, position: int, name: str, make: ArticleMaker) -> Iterator[Article | Failure]:
    """Read element by element, so that an article's origin is its own line and what precedes a fault is not lost."""
    line, counted = 1, 0
    position = _skip_blank(text, position)
    while not text.startswith("]", position):
        try:
            row, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield _broken(text, error, name, position)
            return
        line, counted = line + text.count("\n", counted, position), position
        yield make.from_row(row, text[position:end], f"{name}:{line}")
        position = _skip_blank(text, end)
        if text.startswith(",", position):
            position = _skip_blank(text, position + 1)
        elif not text.startswith("]", position):
            yield Failure(f"{name}:{_line(text, position)}", "broken JSON: ',' or ']' is missing; what follows in the file is not read")
            return
    if _skip_blank(text, position + 1) != len(text):
        yield Failure(f"{name}:{_line(text, position)}", "broken JSON: there is more after the list's end; it is not read")


def _broken(text: str, error: Exception, name: str, position: int) -> Failure:
    place = error.pos if isinstance(error, json.JSONDecodeError) else position
    complaint = error.msg[0].lower() + error.msg[1:] if isinstance(error, json.JSONDecodeError) else _json_complaint(error)
    return Failure(f"{name}:{_line(text, place)}", f"broken JSON: {complaint}; what follows in the file is not read")


def _skip_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
