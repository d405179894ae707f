"""One sentence as the entity components see it: parallel lists of words, tags and offsets, and what was found so far.

Positions in this package are word indexes into the sentence unless they say otherwise; `end` is exclusive.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from dashiji.frozen import frozen
from dashiji.spans import Mention, Token
from dashiji.spans import Span as Range

_KEY = "dashiji_line"
GROUP = "dashiji"
"""Name of the span group that holds all mentions; each span's label is the mention's kind."""


@frozen
class Piece:
    """A mention by word indexes; `head` and `role` are ranges of words too."""

    start: int
    end: int
    kind: str
    head: tuple[int, int] | None = None
    role: tuple[int, int] | None = None


@dataclass(slots=True)
class Line:
    """Words of one sentence, their tags, and the piece that covers each word, if any; pieces never overlap."""

    texts: list[str]
    tags: list[str]
    cover: list[Piece | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cover = self.cover or [None] * len(self.texts)

    def add(self, piece: Piece) -> None:
        """Record a piece; pieces that it touches are dropped, since a longer name wins."""
        for index in range(piece.start, piece.end):
            old = self.cover[index]
            if old is not None and old is not piece:
                self.cover[old.start : old.end] = [None] * (old.end - old.start)
        self.cover[piece.start : piece.end] = [piece] * (piece.end - piece.start)

    def pieces(self) -> list[Piece]:
        """What was found, in order."""
        found: list[Piece] = []
        for piece in self.cover:
            if piece is not None and (not found or found[-1] is not piece):
                found.append(piece)
        return found

    def text(self, start: int, end: int) -> str:
        """The characters of a range of words."""
        return "".join(self.texts[start:end])


def make_doc(vocab: Vocab, tokens: Sequence[Token]) -> Doc:
    """A spaCy document of the tokens; `find_entities` and the pipeline's tokenizer make theirs here."""
    texts = [token.text for token in tokens]
    doc = Doc(vocab, words=texts, spaces=[False] * len(texts))
    doc.user_data[_KEY] = Line(texts, [token.tag for token in tokens])
    return doc


def line_of(doc: Doc) -> Line:
    """The sentence behind a document; one made elsewhere (another tokenizer) is read from its words and tags."""
    line = doc.user_data.get(_KEY)
    if not isinstance(line, Line):
        line = Line([token.text for token in doc], [token.tag_ or "un" for token in doc])
        doc.user_data[_KEY] = line
    return line


def write_spans(doc: Doc) -> None:
    """Show what the line holds in `doc.spans`: the mentions, and their heads and roles under the same span id."""
    pieces = line_of(doc).pieces()
    doc.spans[GROUP] = [Span(doc, piece.start, piece.end, label=piece.kind, span_id=at) for at, piece in enumerate(pieces)]
    for name, ranges in (("head", [p.head for p in pieces]), ("role", [p.role for p in pieces])):
        found = [(at, part) for at, part in enumerate(ranges) if part is not None]
        doc.spans[f"{GROUP}_{name}"] = [Span(doc, part[0], part[1], label=pieces[at].kind, span_id=at) for at, part in found]


def mentions_of(doc: Doc, offset: int) -> list[Mention]:
    """The mentions in `doc.spans`, sorted; `offset` is where the sentence starts in the document."""

    def ranges(name: str) -> dict[int, Range]:
        group = doc.spans.get(f"{GROUP}_{name}") or ()
        return {span.id: Range(offset + span.start_char, offset + span.end_char) for span in group}

    heads, roles = ranges("head"), ranges("role")
    return [
        Mention(offset + span.start_char, offset + span.end_char, span.label_, heads.get(span.id), roles.get(span.id))
        for span in doc.spans.get(GROUP) or ()
    ]
