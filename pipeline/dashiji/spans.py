"""What the stages find in a text: immutable spans.

All offsets count code points of the whole document (`Article.document`), which the folded text shares index for index;
`end` is exclusive. Spans sort by start, then end.

An article is read in tens of thousands of values like these. As msgspec's structs they are made several times as fast as dataclasses,
and the garbage collector (`gc=False`) need not know of what never changes and thus never forms a cycle.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Protocol, TypeVar

from msgspec import Struct


class Located(Protocol):
    """Anything with a place in the document."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


LocatedT = TypeVar("LocatedT", bound=Located)


class Span(Struct, frozen=True, order=True, gc=False):
    """A bare range `[start, end)` of the document."""

    start: int
    end: int


class Mod(StrEnum):
    """TIMEX3 `mod`: which part of the period, or which side of it."""

    START = "START"
    MID = "MID"
    END = "END"
    BEFORE = "BEFORE"
    AFTER = "AFTER"
    APPROX = "APPROX"


class Basis(StrEnum):
    """Where the parts of a date that the mention leaves out were taken from."""

    EXPLICIT = "explicit"
    PUBLISHED = "published"
    CONTEXT = "context"


class Time(Struct, frozen=True, order=True, gc=False):
    """A mention of a date or period.

    `value`: ISO 8601 as in the ontology (`2026`, `2026-01`, `2026-01-27`, `2026-Q1`, `2026-H1`, `2023/2027`), `None` where
    nothing in the article settles it (日前, 近年来). `deadline` is true where the wording itself makes it one (到2027年, 2025年前).
    `since` is true for 自…起, 2026年起: the period opens there.
    """

    start: int
    end: int
    value: str | None = None
    mod: Mod | None = None
    basis: Basis | None = None
    deadline: bool = False
    since: bool = False


class Op(StrEnum):
    """How the stated number bounds the real one."""

    EQ = "="
    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="
    APPROX = "~"
    RANGE = "range"


class Change(StrEnum):
    """Direction of a change that the quantity measures (同比增长13.6%)."""

    UP = "up"
    DOWN = "down"


class Quantity(Struct, frozen=True, order=True, gc=False):
    """A number with what it counts.

    `start`/`end` take in comparator, change verb and unit (同比增长13.6%, 超过340万户以上); `number` is the bare numeral with its
    multiplier (340万). `value` holds exact decimal strings in full (3500亿 → 350000000000), one, or two for `Op.RANGE`.
    `unit` is simplified, without multiplier, `""` where none is written.
    """

    start: int
    end: int
    op: Op
    value: tuple[str, ...]
    unit: str
    change: Change | None = None
    number: Span = Span(0, 0)


class Token(Struct, frozen=True, gc=False):
    """A word with its dictionary part of speech (jieba's tag set: n, ns, nr, nt, v, vn, d, p, c, m, q, t, x, eng …)."""

    start: int
    end: int
    text: str
    tag: str


class Mention(Struct, frozen=True, gc=False):
    """A named or described entity.

    `kind` is one of `MENTION_KINDS`. `head` is the span of the head word that decided the kind (发展局, 有限公司), `role` the span
    of a person's title or affiliation (财经评论员), both `None` where there is none.
    """

    start: int
    end: int
    kind: str
    head: Span | None = None
    role: Span | None = None


MENTION_KINDS = ("place", "agency", "organization", "person", "product", "dataset", "post")
"""`post` is a person known only by position (相关负责人, 发言人)."""


class BracketKind(StrEnum):
    """Paired marks that hold text together."""

    QUOTE = "quote"
    TITLE = "title"
    PAREN = "paren"


class Bracket(Struct, frozen=True, gc=False):
    """A balanced pair; `start`/`end` include the marks, `inner` excludes them. `depth` 0 is outermost."""

    start: int
    end: int
    kind: BracketKind
    depth: int = 0

    @property
    def inner(self) -> Span:
        """What stands between the marks (may be empty)."""
        return Span(self.start + 1, self.end - 1)


class BlockKind(StrEnum):
    """What a line of the article is for. Only the first five can hold events."""

    TITLE = "title"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    BYLINE = "byline"
    IMAGE = "image"
    BOILERPLATE = "boilerplate"


class Block(Struct, frozen=True, gc=False):
    """A line of the article: its kind, and its sentences where it can hold events (else none)."""

    start: int
    end: int
    kind: BlockKind
    sentences: tuple[Span, ...] = ()


class Layout(Struct, frozen=True, gc=False):
    """The article's shape: every block in order, every balanced bracket sorted by start."""

    blocks: tuple[Block, ...]
    brackets: tuple[Bracket, ...]

    def sentences(self) -> Iterator[Span]:
        """Every sentence, in text order."""
        for block in self.blocks:
            yield from block.sentences

    def quotations(self) -> tuple[Span, ...]:
        """What stands in outermost quotation marks, marks included; sorted, without overlaps."""
        quotes: list[Span] = []
        for bracket in self.brackets:
            if bracket.kind is BracketKind.QUOTE and (not quotes or quotes[-1].end <= bracket.start):
                quotes.append(Span(bracket.start, bracket.end))
        return tuple(quotes)

    def masked_titles(self) -> tuple[Span, ...]:
        """The outermost 《titles》 with their marks, where no date, number or trigger counts; sorted, without overlaps."""
        titles: list[Span] = []
        for bracket in self.brackets:
            if bracket.kind is BracketKind.TITLE and (not titles or titles[-1].end <= bracket.start):
                titles.append(Span(bracket.start, bracket.end))
        return tuple(titles)


def covers(outer: Located, inner: Located) -> bool:
    """Whether `inner` lies within `outer`, ends included."""
    return outer.start <= inner.start and inner.end <= outer.end


def overlaps(first: Located, second: Located) -> bool:
    """Whether the two share at least one character."""
    return first.start < second.end and second.start < first.end


def longest_first(spans: Iterable[LocatedT]) -> list[LocatedT]:
    """Keep a non-overlapping selection, longer spans and then earlier ones first; returned in text order."""
    kept: list[LocatedT] = []
    run: list[LocatedT] = []
    reach = 0
    for span in sorted(spans, key=lambda s: s.start):
        if run and span.start >= reach:
            kept += run if len(run) == 1 else _longest_of(run)
            run = []
        run.append(span)
        reach = max(reach, span.end)
    return kept + _longest_of(run)


def _longest_of(run: list[LocatedT]) -> list[LocatedT]:
    """The selection from a run of spans that hang together by overlaps; most runs are short, which keeps the whole linear."""
    kept: list[LocatedT] = []
    starts: list[int] = []
    for span in sorted(run, key=lambda s: (s.start - s.end, s.start)):
        at = bisect_right(starts, span.start)
        clear_before = at == 0 or kept[at - 1].end <= span.start
        clear_after = at == len(kept) or span.end <= kept[at].start
        if clear_before and clear_after:
            kept.insert(at, span)
            starts.insert(at, span.start)
    return kept
