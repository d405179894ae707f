"""The same finders as a spaCy chain, one component each, for who wants components of their own before, between or after them."""

from collections.abc import Callable, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.vocab import Vocab

from dashiji.errors import UsageError
from dashiji.gazetteer import Gazetteer
from dashiji.spans import Mention, Span, Token
from dashiji.stages.entities.finder import Finder, make_finders
from dashiji.stages.entities.line import Line

COMPONENT = "dashiji_entity"
WRITER = "dashiji_spans"
GROUP = "dashiji"
"""Name of the span group that holds all mentions; each span's label is the mention's kind."""
_KEY = "dashiji_line"

Segmenter = Callable[[str], Sequence[Token]]
"""Cuts a whole text into tokens, offsets from its start."""


class EntityComponent:
    """Lets one finder work on the sentence behind a document; `make_nlp` equips it."""

    def __init__(self) -> None:
        self._finder: Finder | None = None

    def equip(self, finder: Finder) -> None:
        """Give the component what it works with; finders are built from lexicons, which spaCy's config cannot carry."""
        self._finder = finder

    def __call__(self, doc: Doc) -> Doc:
        if self._finder is None:
            raise UsageError(f"pipe {COMPONENT!r} has no finder; build the pipeline with dashiji.stages.entities.pipeline.make_nlp")
        self._finder.find(_line_of(doc))
        return doc


@Language.factory(COMPONENT)
def create_entity_component(nlp: Language, name: str) -> EntityComponent:
    """What spaCy calls for each pipe; the arguments are its protocol."""
    return EntityComponent()


@Language.component(WRITER)
def write_entities(doc: Doc) -> Doc:
    """The last component: what the others found becomes span groups of the document, heads and roles under the mention's span id."""
    pieces = _line_of(doc).pieces()
    doc.spans[GROUP] = [DocSpan(doc, piece.start, piece.end, label=piece.kind, span_id=at) for at, piece in enumerate(pieces)]
    for name, ranges in (("head", [p.head for p in pieces]), ("role", [p.role for p in pieces])):
        found = [(at, part) for at, part in enumerate(ranges) if part is not None]
        doc.spans[f"{GROUP}_{name}"] = [DocSpan(doc, part[0], part[1], label=pieces[at].kind, span_id=at) for at, part in found]
    return doc


class _Tokenizer:
    """spaCy's tokenizer interface over a segmenter."""

    def __init__(self, vocab: Vocab, segmenter: Segmenter) -> None:
        self._vocab = vocab
        self._segmenter = segmenter

    def __call__(self, text: str) -> Doc:
        return _make_doc(self._vocab, self._segmenter(text))


def make_nlp(lexicons: Mapping[str, tuple[str, ...]], gazetteer: Gazetteer, segmenter: Segmenter | None = None) -> Language:
    """A spaCy pipeline that marks entities; give it a `segmenter` to call it on plain text, else feed it documents.

    Its components keep no state of their own between sentences. The span group `dashiji` holds the mentions.
    """
    nlp = Language()
    if segmenter is not None:
        nlp.tokenizer = _Tokenizer(nlp.vocab, segmenter)
    for name, finder in make_finders(lexicons, gazetteer).items():
        component = nlp.add_pipe(COMPONENT, name=f"dashiji_{name}")
        if isinstance(component, EntityComponent):
            component.equip(finder)
    nlp.add_pipe(WRITER)
    return nlp


class SpacyEntityFinder:
    """Finds entities as `EntityFinder` does, through a pipeline of `make_nlp` with whatever was added to it."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """Mentions in the sentence that `tokens` cut, sorted, without overlap; offsets are those of the tokens."""
        return _mentions_of(self._nlp(_make_doc(self._nlp.vocab, tokens)), tokens[0].start) if tokens else []


def _make_doc(vocab: Vocab, tokens: Sequence[Token]) -> Doc:
    texts = [token.text for token in tokens]
    doc = Doc(vocab, words=texts, spaces=[False] * len(texts))
    doc.user_data[_KEY] = Line(texts, [token.tag for token in tokens])
    return doc


def _line_of(doc: Doc) -> Line:
    """The sentence behind a document; one made elsewhere (another tokenizer) is read from its words and tags."""
    line = doc.user_data.get(_KEY)
    if not isinstance(line, Line):
        line = Line([token.text for token in doc], [token.tag_ or "un" for token in doc])
        doc.user_data[_KEY] = line
    return line


def _mentions_of(doc: Doc, offset: int) -> list[Mention]:
    """The mentions in `doc.spans`, sorted; `offset` is where the sentence starts in the document."""

    def ranges(name: str) -> dict[int, Span]:
        group = doc.spans.get(f"{GROUP}_{name}") or ()
        return {span.id: Span(offset + span.start_char, offset + span.end_char) for span in group}

    heads, roles = ranges("head"), ranges("role")
    return [
        Mention(offset + span.start_char, offset + span.end_char, span.label_, heads.get(span.id), roles.get(span.id))
        for span in doc.spans.get(GROUP) or ()
    ]
