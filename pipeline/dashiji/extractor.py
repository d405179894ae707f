"""The pipeline: one article walks through the stages, which know nothing of each other."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Protocol

from dashiji.article import HALF_SURROGATE, Article
from dashiji.calibration import load_calibration
from dashiji.chunks import Chunk
from dashiji.errors import ArticleError
from dashiji.explanation import Explanation, SentenceReading
from dashiji.gazetteer import load_gazetteer
from dashiji.matches import Match
from dashiji.records import Record
from dashiji.rulebook.book import Rulebook
from dashiji.spans import BlockKind, Layout, LocatedT, Mention, Quantity, Span, Time, Token
from dashiji.stages.chunk import Findings, chunk_sentence
from dashiji.stages.entities import EntityFinder, introduced, recall_persons
from dashiji.stages.layout import breaking_spaces, lay_out, make_wording
from dashiji.stages.match import Attempt, Discourse, Modality, Phrasing, match_sentence, names_of
from dashiji.stages.quantities import Vocabulary, find_quantities
from dashiji.stages.resolve import Provenance, resolve
from dashiji.stages.scan import Scanner
from dashiji.stages.script import fold, make_folding
from dashiji.stages.segment import dictionary_words, make_cutter, segment
from dashiji.stages.times import find_times, make_heads

_DAY = len("2026-01-27")
_LONGEST_NAME = 8
"""Characters before a verb of speech that opens a sentence: a name and 今天."""
_NEXT = 3
"""Trigger words that are looked at there."""


class Entities(Protocol):
    """Finds the entities of a sentence that is cut into words."""

    def find(self, tokens: Sequence[Token]) -> list[Mention]: ...


@dataclass
class _Found:
    """What the stages before segmentation found in an article."""

    text: str
    layout: Layout
    times: list[Time]
    quantities: list[Quantity]
    hits: list[Span]
    discourse: Discourse
    persons: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


class Extractor:
    """Rules, lexicons and dictionaries loaded once; `extract` reads one article and keeps nothing of it.

    `entities` stands in for the entity finder, such as a `SpacyEntityFinder` with components of your own.
    """

    def __init__(self, rulebook: Rulebook, entities: Entities | None = None) -> None:
        self.rulebook = rulebook
        gazetteer = load_gazetteer()
        self._folding = make_folding(rulebook.lexicons)
        self._wording = make_wording(rulebook.lexicons)
        self._heads = make_heads(rulebook.lexicons)
        self._vocabulary = Vocabulary(rulebook.lexicons)
        self._cutter = make_cutter(dictionary_words(rulebook.lexicons, gazetteer))
        self._entities: Entities = entities or EntityFinder(rulebook.lexicons, gazetteer)
        self._triggers = frozenset(rulebook.by_word)
        self._referring = tuple(
            word for name in ("pronoun_person", "sentence_link", "goal_cue", "goal_schedule") for word in rulebook.lexicons.get(name, ())
        )
        self._speech = frozenset(rulebook.lexicons.get("person_speech", ()))
        self._phrasing = Phrasing.load(rulebook.lexicons)
        self._scanner = Scanner({*self._triggers, *rulebook.scanned_words})
        self._modality = Modality(rulebook.lexicons)
        self._provenance = Provenance(version("dashiji"), rulebook.digest, load_calibration())

    def extract(self, article: Article) -> list[Record]:
        """The records of one article, in text order. Raises ArticleError where its text is no Unicode."""
        found = self._find(article)
        chunks: list[Chunk] = []
        matches: list[Match] = []
        for index, sentence in _sentences(found.layout):
            own_chunks, own_matches = self._read(found, index, sentence, None)
            chunks += own_chunks
            matches += own_matches
        return resolve(matches, names_of(chunks), article, found.text, self._provenance)

    def extract_all(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of many articles, article by article."""
        for article in articles:
            yield from self.extract(article)

    def explain(self, article: Article) -> Explanation:
        """How an article was read, sentence by sentence."""
        found = self._find(article)
        sentences, matches, every = [], [], list[Chunk]()
        for index, sentence in _sentences(found.layout):
            attempts: list[Attempt] = []
            chunks, own = self._read(found, index, sentence, attempts)
            matches += own
            every += chunks
            sentences.append(SentenceReading(article.document[sentence.start : sentence.end], chunks, tuple(attempts)))
        return Explanation(tuple(sentences), tuple(resolve(matches, names_of(every), article, found.text, self._provenance)))

    def _introduces(self, found: _Found, end: int) -> bool:
        """Whether the sentence after `end` opens with a pronoun, a word of plans (力争) or a name that speaks, so that the one before may
        say who that is."""
        start = end
        while found.text[start : start + 1].isspace():
            start += 1
        if found.text.startswith(self._referring, start):
            return True
        first = bisect_left(found.hits, start, key=lambda hit: hit.start)
        near = (hit for hit in found.hits[first : first + _NEXT] if hit.start <= start + _LONGEST_NAME)
        return any(found.text[hit.start : hit.end] in self._speech for hit in near)

    def _find(self, article: Article) -> _Found:
        if half := HALF_SURROGATE.search(article.document):
            place = half.start() + 1
            raise ArticleError(f"{article.origin}: bad character: character {place} is half a surrogate pair; repair or remove it")
        text = fold(article.document, self._folding)
        layout = lay_out(text, article.body_start, self._wording)
        titles = layout.masked_titles()
        times = find_times(text, article.published, titles, self._heads)
        quantities = find_quantities(text, [*titles, *times], self._vocabulary)
        today = article.published.isoformat() if article.published else _latest(times)
        return _Found(
            text,
            layout,
            times,
            quantities,
            self._scanner.scan(text),
            Discourse(today, text, layout.quotations(), self._phrasing),
        )

    def _read(self, found: _Found, block: int, sentence: Span, attempts: list[Attempt] | None) -> tuple[tuple[Chunk, ...], list[Match]]:
        kind = found.layout.blocks[block].kind
        if kind is BlockKind.HEADING:
            found.discourse.forget()
        headline = kind in (BlockKind.TITLE, BlockKind.HEADING)
        if headline:
            found.discourse.heading = block
        hits, quantities = _within(found.hits, sentence), _within(found.quantities, sentence)
        told = quantities or any(found.text[hit.start : hit.end] in self._triggers for hit in hits)
        if not told and not self._introduces(found, sentence.end):
            return (), []
        tokens = [token for part in _parts(sentence, quantities) for token in segment(found.text, part.start, part.end, self._cutter)]
        mentions = recall_persons(found.text, tokens, self._entities.find(tokens), found.persons)
        for name in introduced(found.text, mentions):
            found.persons[name[0]].add(name)
        times, brackets = _within(found.times, sentence), _within(found.layout.brackets, sentence)
        findings = Findings(times, quantities, mentions, brackets, hits, breaking_spaces(found.text, sentence, brackets, headline))
        chunks = chunk_sentence(found.text, sentence, tokens, findings, self.rulebook.words)
        return chunks, match_sentence(chunks, block, self.rulebook, self._modality, found.discourse, attempts)


def _sentences(layout: Layout) -> Iterator[tuple[int, Span]]:
    """Every sentence with the index of its block."""
    for index, block in enumerate(layout.blocks):
        for sentence in block.sentences:
            yield index, sentence


def _parts(sentence: Span, quantities: Iterable[Quantity]) -> Iterator[Span]:
    """The sentence cut after each quantity, whose unit the cutter would else glue to an unknown word (5|条进|乡公路)."""
    start = sentence.start
    for quantity in quantities:
        if quantity.end < sentence.end:
            yield Span(start, quantity.end)
            start = quantity.end
    yield Span(start, sentence.end)


def _latest(times: Iterable[Time]) -> str:
    """The latest day that the text names and does not set as a deadline; `""` where it names none."""
    return max((time.value for time in times if time.value and not time.deadline and len(time.value) == _DAY), default="")


def _within(spans: Sequence[LocatedT], sentence: Span) -> list[LocatedT]:
    """The spans, sorted by start, that lie inside a sentence."""
    first = bisect_left(spans, sentence.start, key=lambda span: span.start)
    found = []
    for at in range(first, len(spans)):
        span = spans[at]
        if span.start >= sentence.end:
            break
        if span.end <= sentence.end:
            found.append(span)
    return found
