"""The spaCy chain: one component for each kind of entity, each adding to what those before it found."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dashiji.errors import UsageError
from dashiji.gazetteer import Gazetteer, load_gazetteer
from dashiji.spans import Mention, Token
from dashiji.stages.entities.line import Line, line_of, make_doc, mentions_of, write_spans
from dashiji.stages.entities.organizations import BodyFinder
from dashiji.stages.entities.persons import PersonFinder
from dashiji.stages.entities.places import PlaceFinder
from dashiji.stages.entities.products import LatinFinder

COMPONENT = "dashiji_entity"
WRITER = "dashiji_spans"

Segmenter = Callable[[str], Sequence[Token]]
"""Cuts a whole text into tokens, offsets from its start."""


class _Finder(Protocol):
    def find(self, line: Line) -> None: ...


class EntityComponent:
    """Lets one finder work on the sentence behind a document; `make_nlp` equips it."""

    def __init__(self) -> None:
        self._finder: _Finder | None = None

    def equip(self, finder: _Finder) -> None:
        """Give the component what it works with; finders are built from lexicons, which spaCy's config cannot carry."""
        self._finder = finder

    def __call__(self, doc: Doc) -> Doc:
        if self._finder is None:
            raise UsageError(f"pipe {COMPONENT!r} has no finder; build the pipeline with dashiji.stages.entities.make_nlp")
        self._finder.find(line_of(doc))
        return doc


@Language.factory(COMPONENT)
def create_entity_component(nlp: Language, name: str) -> EntityComponent:
    """What spaCy calls for each pipe; the arguments are its protocol."""
    return EntityComponent()


@Language.component(WRITER)
def write_entities(doc: Doc) -> Doc:
    """The last component: what the others found becomes span groups of the document."""
    write_spans(doc)
    return doc


class _Tokenizer:
    """spaCy's tokenizer interface over a segmenter."""

    def __init__(self, vocab: Vocab, segmenter: Segmenter) -> None:
        self._vocab = vocab
        self._segmenter = segmenter

    def __call__(self, text: str) -> Doc:
        return make_doc(self._vocab, self._segmenter(text))


def make_nlp(lexicons: Mapping[str, tuple[str, ...]], gazetteer: Gazetteer | None = None, segmenter: Segmenter | None = None) -> Language:
    """A spaCy pipeline that marks entities; give it a `segmenter` to call it on plain text, else feed it documents.

    Its components keep no state of their own between sentences. The span group `dashiji` holds the mentions.
    """
    nlp = Language()
    if segmenter is not None:
        nlp.tokenizer = _Tokenizer(nlp.vocab, segmenter)
    finders: dict[str, _Finder] = {
        "dashiji_places": PlaceFinder(lexicons, gazetteer or load_gazetteer()),
        "dashiji_latin": LatinFinder(lexicons),
        "dashiji_bodies": BodyFinder(lexicons),
        "dashiji_persons": PersonFinder(lexicons),
    }
    for name, finder in finders.items():
        component = nlp.add_pipe(COMPONENT, name=name)
        if isinstance(component, EntityComponent):
            component.equip(finder)
    nlp.add_pipe(WRITER)
    return nlp


def find_entities(text: str, tokens: Sequence[Token], nlp: Language) -> list[Mention]:
    """Mentions in the sentence that `tokens` cut, sorted, without overlap; offsets of the whole document."""
    if not tokens:
        return []
    return mentions_of(nlp(make_doc(nlp.vocab, tokens)), tokens[0].start)
