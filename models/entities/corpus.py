"""Labelled sentences of other people's corpora, as names by offset and as spaCy documents of the pipeline's own words."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab

from dashiji.gazetteer import load_gazetteer
from dashiji.rulebook.lexicon import shipped_lexicons
from dashiji.spans import Token
from dashiji.stages.script import fold
from dashiji.stages.segment import dictionary_words, make_cutter, segment

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "ner"
TEST = "peoples_daily.test"
UNSURE = "unsure"
"""Kind of what is labelled, but as something that other corpora would call a name or would not: the model learns nothing of it."""
LABELS: Mapping[str, Mapping[str, str]] = {
    "cluener.train": {
        "name": "person",
        "address": "place",
        "scene": UNSURE,
        "book": UNSURE,
        "company": "organization",
        "government": "organization",
        "organization": "organization",
    },
    "msra": {"PER": "person", "LOC": "place", "ORG": "organization"},
    "policy": {
        "人名": "person",
        "城市地点": "place",
        "国家": "place",
        "省份": "place",
        "组织机构企业": "organization",
        "政府机构": "organization",
        "新闻杂志融媒体": UNSURE,
        "会议": UNSURE,
    },
    "peoples_daily.dev": {"PER": "person", "LOC": "place", "ORG": "organization"},
    TEST: {"PER": "person", "LOC": "place", "ORG": "organization"},
}
"""What the labels of each corpus say here; a label that is left out names nothing of these kinds."""
SPARSE = frozenset(("cluener.train", "policy"))
"""Corpora that leave a third of their places without a label."""
SHARED_RUN = 12
"""Sentences that have as many characters in a row in common with one of the test are left out of training."""
HELD_OUT = 5
"""Of so many sentences of a corpus that is split, one is held out of training to choose the best step."""

Segmenter = Callable[[str], list[Token]]


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name in a text: code points from its start, `end` exclusive."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence in simplified script with its names, sorted."""

    text: str
    names: tuple[Name, ...]


def read_samples(path: Path, labels: Mapping[str, str]) -> Iterator[Sample]:
    """The sentences of a corpus: a JSON object a line with `text` and `entities` of `start`, `end`, `label`."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            names = (Name(e["start"], e["end"], labels[e["label"]]) for e in item["entities"] if e["label"] in labels)
            yield Sample(fold(item["text"]), tuple(sorted(names)))


def read_corpus(name: str, folder: Path = FOLDER) -> list[Sample]:
    """The sentences of one of the corpora in `LABELS`."""
    return list(read_samples(folder / f"{name}.jsonl", LABELS[name]))


def apart_from(samples: Iterable[Sample], others: Iterable[Sample]) -> list[Sample]:
    """The samples that share no run of `SHARED_RUN` characters with the others."""
    known = set().union(*(_runs(other.text) for other in others))
    return [sample for sample in samples if known.isdisjoint(_runs(sample.text))]


def _runs(text: str) -> set[str]:
    return {text[at : at + SHARED_RUN] for at in range(len(text) - SHARED_RUN + 1)}


def make_segmenter() -> Segmenter:
    """The pipeline's cutter with its lexicons, for whole texts."""
    cutter = make_cutter(dictionary_words(shipped_lexicons(), load_gazetteer()))
    return lambda text: segment(text, 0, len(text), cutter)


def make_words(vocab: Vocab, texts: Sequence[str], tags: Sequence[str]) -> Doc:
    """A document of words without spaces between them, with their dictionary tags, which the model reads."""
    return Doc(vocab, words=list(texts), spaces=[False] * len(texts), tags=list(tags))


def make_example(sample: Sample, vocab: Vocab, segmenter: Segmenter, *, sparse: bool = False) -> Example:
    """The sample's words, and the same with entities.

    Nothing is said of words that a name cuts, of names whose kind is unsure, of common nouns that a corpus labels as
    organizations (企业), and, where labels are `sparse`, of places of the dictionary outside all names.
    """
    tokens = segmenter(sample.text)
    plain, marked = (make_words(vocab, [token.text for token in tokens], [token.tag for token in tokens]) for _ in range(2))
    known = []
    unsaid = {at for at, token in enumerate(tokens) if sparse and token.tag == "ns"}
    for name in sample.names:
        span = marked.char_span(name.start, name.end, label=name.kind)
        if span is None or name.kind == UNSURE or (name.kind == "organization" and len(span) == 1 and span[0].tag_ == "n"):
            unsaid.update(at for at, token in enumerate(tokens) if token.start < name.end and name.start < token.end)
        else:
            known.append(span)
    unsaid.difference_update(*(range(span.start, span.end) for span in known))
    marked.set_ents(known, missing=[marked[at : at + 1] for at in sorted(unsaid)], default="outside")
    return Example(plain, marked)


@registry.readers("dashiji.names.v1")
def make_reader(whole: Sequence[str], split: Sequence[str], held_out: bool) -> Callable[[Language], Iterator[Example]]:
    """What spaCy's config calls: examples of the corpora `whole`, and of those `split` the part that is held out, or the rest."""

    def read(nlp: Language) -> Iterator[Example]:
        segmenter, test = make_segmenter(), read_corpus(TEST)
        for name in (*whole, *split):
            for number, sample in enumerate(apart_from(read_corpus(name), test)):
                if name in whole or (number % HELD_OUT == 0) is held_out:
                    yield make_example(sample, nlp.vocab, segmenter, sparse=name in SPARSE)

    return read
