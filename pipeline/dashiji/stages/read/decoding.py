"""Bytes to text, one code point for one code point: no guess of an encoding ever alters or normalizes the text.

A wide encoding (UTF-16, UTF-32) holds for a whole file and is told by its byte order mark or its shape. The others are told
line by line, so that an archive pasted together from several sources reads right: valid UTF-8 is UTF-8; else the better
reading as Chinese of GB18030 and Big5 is taken, and none when neither reads as Chinese.
"""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass

from charset_normalizer import from_bytes

from dashiji.errors import ArticleError
from dashiji.stages.read.plausible import chinese_share, readable_share

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FAMILIES = {"gb18030": ("gb18030",), "big5": ("big5hkscs", "cp950")}
"""Big5 as browsers read it: Hong Kong's, which holds Taiwan's; Microsoft's for the euro sign, which only it knows."""
_BIG5_SIGNS = str.maketrans("•､‾∼♁☉＼¥¢£", "‧﹑¯～⊕⊙﹨￥￠￡")
"""Signs of Big5 that Python's `big5hkscs` reads otherwise than Windows and browsers wrote them (3～5天 would not be a range)."""
_LEAST_SHARE = 0.3
_PRIOR_WEIGHT = 0.3
_DOUBT = 4
"""What the rest of the file counts, and how many characters a line needs to outweigh it: it decides odd signs, never a sentence."""
_LEAST_READABLE = 0.6
_SAMPLE = 4096


class BadBytesError(ArticleError):
    """Bytes that are no text in any encoding dashiji reads. `line` counts the line feeds before the first bad byte."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line

    def __reduce__(self) -> tuple[type["BadBytesError"], tuple[str, int]]:
        return type(self), (str(self), self.line)


@dataclass(frozen=True, slots=True)
class Reading:
    """Bytes read in one family of encodings; `share` as `chinese_share`, `beyond_ascii` how many different characters it rests on."""

    family: str
    text: str
    share: float
    beyond_ascii: int


def wide_encoding(head: bytes) -> str:
    """The codec of a file in UTF-16 or UTF-32 from its first bytes, `""` for every other encoding."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    sample = head[: _SAMPLE & ~1]
    if not sample or (b"\0" not in sample and _is_utf8(sample)):
        return ""
    for codec in ("utf-16-le", "utf-16-be"):
        text = _decode_prefix(sample, codec)
        if text is not None and readable_share(text) >= _LEAST_READABLE:
            return codec
    return ""


def _is_utf8(sample: bytes) -> bool:
    return _decode_prefix(sample, "utf-8") is not None


def _decode_prefix(sample: bytes, codec: str) -> str | None:
    """Decode a sample that may end inside a character."""
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return None


def decode(data: bytes, wide: str = "", prior: str = "") -> str:
    """Decode one line or file, without its byte order mark.

    `wide` is the file's wide encoding, if it has one; `prior` the family (`gb18030`, `big5`) that most of the file is in, which
    settles what is too short to tell. Raises BadBytesError.
    """
    if wide:
        return _strip_mark(_decode_wide(data, wide))
    try:
        return _strip_mark(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        best = best_legacy(data, prior)
        if best is None:
            raise _complaint(data, error) from error
        return best.text


def _strip_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


def _decode_wide(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "ignore").count("\n")
        message = f"bad bytes: not {codec.upper()} from byte {error.start + 1} on ({error.reason}); repair or remove it"
        raise BadBytesError(message, line) from error


def best_legacy(data: bytes, prior: str = "") -> Reading | None:
    """The reading as GB18030 or Big5 that looks most like Chinese, `None` where neither does."""

    def strength(reading: Reading) -> float:
        seen = reading.beyond_ascii
        return reading.share * seen / (seen + _DOUBT) + (_PRIOR_WEIGHT if reading.family == prior else 0)

    readings = [reading for family in _FAMILIES if (reading := _read_as(data, family))]
    best = max(readings, key=strength, default=None)
    if best is None or best.share < (0 if best.family == prior else _LEAST_SHARE):
        return None
    return best


def _read_as(data: bytes, family: str) -> Reading | None:
    for codec in _FAMILIES[family]:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        text = text.translate(_BIG5_SIGNS) if codec == "big5hkscs" else text
        return Reading(family, text, chinese_share(text), sum(character > "\x7f" for character in set(text)))
    return None


def likely_family(lines: Iterable[bytes]) -> str:
    """The family that most of the lines that are not UTF-8 read best in, weighed by length; `""` where there are none."""
    votes: dict[str, int] = {}
    for line in lines:
        if not _is_utf8(line) and (reading := best_legacy(line)):
            votes[reading.family] = votes.get(reading.family, 0) + len(line)
    return max(sorted(votes), key=lambda family: votes[family], default="")


def _complaint(data: bytes, error: UnicodeDecodeError) -> BadBytesError:
    """Say where the encoding that gets furthest breaks off, and what the bytes look like."""
    furthest, place = "UTF-8", error.start
    for family, names in _FAMILIES.items():
        start = _first_bad(data, names[0])
        if start is not None and start > place:
            furthest, place = family.upper(), start
    guess = from_bytes(data[:_SAMPLE]).best()
    known = guess is not None and guess.encoding not in ("utf_8", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp950", "ascii")
    looks = f"it looks like {guess.encoding}: convert it to UTF-8" if known and guess else "repair or remove it"
    message = (
        f"bad bytes: neither UTF-8 nor GB18030 nor Big5; as {furthest} it breaks off at byte {place + 1} (0x{data[place]:02x}); {looks}"
    )
    return BadBytesError(message, data.count(b"\n", 0, place))


def _first_bad(data: bytes, codec: str) -> int | None:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    return None
