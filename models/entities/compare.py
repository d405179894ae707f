"""Compare ways to find persons, places and organizations: the grammar, the trained model, LAC-small, and pairs of them.

python models/entities/compare.py [MODEL] [--articles N]

MODEL is what train.py wrote (build/entities/model-best). Names are judged on People's Daily test, exact spans and kinds; records on the
development gold; speed, in characters a CPU second of the whole pipeline, on N articles of each archive. Run it with
OMP_NUM_THREADS=1, so that one core is one core.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from corpus import FOLDER, TEST, Name, Sample, Segmenter, make_segmenter, make_words, read_corpus
from lac import Lac, lac_folder
from spacy.language import Language
from train import OUTPUT

from dashiji.article import Article
from dashiji.evaluate import PredictedRecord, Report, evaluate, read_documents, read_gold
from dashiji.evaluate.counts import Counts, total
from dashiji.extractor import Extractor
from dashiji.gazetteer import load_gazetteer
from dashiji.rulebook.book import load_rulebook
from dashiji.rulebook.lexicon import shipped_lexicons
from dashiji.stages.entities import EntityFinder
from dashiji.stages.entities.line import Line, Piece
from dashiji.stages.entities.titles import Titles
from dashiji.stages.read import read

GOLD = FOLDER.parents[1] / "gold"
ARCHIVES = FOLDER.parent / "news"
KINDS = {"person": "person", "place": "place", "organization": "organization", "agency": "organization"}
"""What the kinds of mentions are called in the corpora."""
UNSURE_TAGS = frozenset(("un", "nr", "nrt", "nrfg", "nt", "nz"))
"""Words that no dictionary has, and those that it takes for names: where the grammar marks none of them it is unsure."""

LineReader = Callable[[Line], Iterable[tuple[int, int, str]]]
"""Names of a sentence: indexes of words, `end` exclusive, and kind."""
TextReader = Callable[[Sample], Iterable[Name]]


class SecondFinder:
    """Adds another reader's names where the grammar left a word that looks like a name.

    With `takes_over`, a name also replaces pieces of the grammar that lie inside it.
    """

    def __init__(self, reader: LineReader, lexicons: Mapping[str, tuple[str, ...]], *, takes_over: bool) -> None:
        self._reader = reader
        self._titles = Titles(lexicons)
        self._agency_heads = tuple({*lexicons["agency_head"], *lexicons["agency_head_extra"]})
        self._takes_over = takes_over

    def find(self, line: Line) -> None:
        """Add pieces; a sentence in which the grammar is sure of everything is not read again."""
        unsure = [at for at, tag in enumerate(line.tags) if tag in UNSURE_TAGS and line.cover[at] is None]
        if not unsure:
            return
        found = list(self._reader(line))
        ends = {end for _, end, kind in found if kind == "person"}
        for start, end, kind in found:
            if any(start <= at < end for at in unsure) and self._may_add(line, start, end):
                role = self._titles.role_of(line, start, end, ends) if kind == "person" else None
                own = "agency" if kind == "organization" and line.texts[end - 1].endswith(self._agency_heads) else kind
                line.add(Piece(start, end, own, None, role))

    def _may_add(self, line: Line, start: int, end: int) -> bool:
        pieces = [piece for piece in line.cover[start:end] if piece is not None]
        return not pieces or (self._takes_over and all(start <= piece.start and piece.end <= end for piece in pieces))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to find names: alone over a text, or behind the grammar."""

    name: str
    alone: TextReader | None = None
    second: SecondFinder | None = None


def main() -> None:
    """Measure every candidate and print a table of names and one of records and speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", type=Path, default=OUTPUT / "model-best")
    parser.add_argument("--articles", type=int, default=150, metavar="N")
    options = parser.parse_args()
    segmenter = make_segmenter()
    candidates = make_candidates(options.model, segmenter)
    samples = read_corpus(TEST)
    print(f"People's Daily test: {len(samples):,} sentences, {sum(len(sample.names) for sample in samples):,} names; P/R/F1\n")
    print("| names | person | place | organization | all |\n|---|---|---|---|---|")
    for candidate in candidates:
        counts = judge(samples, candidate.alone or grammar_reader(candidate.second, segmenter))
        cells = [*(counts[kind] for kind in ("person", "place", "organization")), total(counts.values())]
        print(f"| {candidate.name} | {' | '.join(f'{c.precision:.3f}/{c.recall:.3f}/{c.f1:.3f}' for c in cells)} |", flush=True)
    articles = [article for path in sorted(ARCHIVES.glob("*.jsonl.gz")) for article in every(path, options.articles)]
    print("\n| records on dev | events F1 | roles F1, core | roles F1, all | characters/s |\n|---|---|---|---|---|")
    for candidate in candidates:
        if candidate.alone is None:
            figures, speed = score(candidate.second), pace(candidate.second, articles)
            scores = [figures.lenient.events_all, figures.lenient.roles_core, figures.lenient.roles_all]
            print(f"| {candidate.name} | {' | '.join(f'{part.f1:.4f}' for part in scores)} | {speed:,.0f} |", flush=True)


def make_candidates(model: Path, segmenter: Segmenter) -> list[Candidate]:
    """The grammar, and what of the others is there."""
    lexicons = shipped_lexicons()
    candidates = [Candidate("grammar")]

    def join(name: str, alone: TextReader, reader: LineReader) -> None:
        candidates.extend(
            (
                Candidate(f"{name} alone", alone=alone),
                Candidate(f"grammar, {name} where nothing is marked", second=SecondFinder(reader, lexicons, takes_over=False)),
                Candidate(f"grammar, {name} taking over", second=SecondFinder(reader, lexicons, takes_over=True)),
            )
        )

    if model.is_dir():
        nlp = spacy.load(model)
        join("model", model_text_reader(nlp, segmenter), model_line_reader(nlp))
    folder = lac_folder()
    if folder is not None:
        lac = Lac(folder)
        join("LAC", lambda sample: lac.names(sample.text), lac_line_reader(lac))
    return candidates


def model_line_reader(nlp: Language) -> LineReader:
    """The model over the words of a sentence."""

    def names(line: Line) -> Iterable[tuple[int, int, str]]:
        return [(ent.start, ent.end, ent.label_) for ent in nlp(make_words(nlp.vocab, line.texts, line.tags)).ents]

    return names


def model_text_reader(nlp: Language, segmenter: Segmenter) -> TextReader:
    """The model over a text."""

    def names(sample: Sample) -> Iterable[Name]:
        tokens = segmenter(sample.text)
        doc = nlp(make_words(nlp.vocab, [token.text for token in tokens], [token.tag for token in tokens]))
        return [Name(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]

    return names


def lac_line_reader(lac: Lac) -> LineReader:
    """LAC over the characters of a sentence; names that cut a word are left out."""

    def names(line: Line) -> Iterable[tuple[int, int, str]]:
        starts, at = {}, 0
        for index, text in enumerate(line.texts):
            starts[at], at = index, at + len(text)
        starts[at] = len(line.texts)
        found = lac.names("".join(line.texts))
        return [(starts[n.start], starts[n.end], n.kind) for n in found if n.start in starts and n.end in starts]

    return names


def make_finder(second: SecondFinder | None) -> EntityFinder:
    """The pipeline's entity finder with the second one behind it."""
    return EntityFinder(shipped_lexicons(), load_gazetteer(), *([second] if second else []))


def grammar_reader(second: SecondFinder | None, segmenter: Segmenter) -> TextReader:
    """The pipeline's entities over a text."""
    finder = make_finder(second)

    def names(sample: Sample) -> Iterable[Name]:
        return [Name(m.start, m.end, KINDS[m.kind]) for m in finder.find(segmenter(sample.text)) if m.kind in KINDS]

    return names


def judge(samples: Iterable[Sample], reader: TextReader) -> dict[str, Counts]:
    """Counts by kind; a name is right where span and kind are those of the corpus."""
    counts = {kind: Counts() for kind in KINDS.values()}
    for sample in samples:
        wanted, found = Counter(sample.names), Counter(reader(sample))
        for name, number in (wanted & found).items():
            counts[name.kind].tp += number
        for name, number in (found - wanted).items():
            counts[name.kind].fp += number
        for name, number in (wanted - found).items():
            counts[name.kind].fn += number
    return counts


def score(second: SecondFinder | None) -> Report:
    """Figures on the development gold."""
    extractor = Extractor(load_rulebook(), make_finder(second))
    records = extractor.extract_all(article for article in read(GOLD / "dev.docs.jsonl") if isinstance(article, Article))
    predicted = [PredictedRecord.model_validate_json(record.to_json()) for record in records]
    return evaluate(read_gold(GOLD / "dev.gold.jsonl"), predicted, read_documents(GOLD / "dev.docs.jsonl"), resamples=0)


def pace(second: SecondFinder | None, articles: Sequence[Article]) -> float:
    """Characters that the pipeline reads in a CPU second."""
    extractor = Extractor(load_rulebook(), make_finder(second))
    list(extractor.extract_all(articles[:20]))
    started = time.process_time()
    list(extractor.extract_all(articles))
    return sum(len(article.document) for article in articles) / (time.process_time() - started)


def every(path: Path, count: int) -> list[Article]:
    """So many articles of an archive, at even distances."""
    articles = [article for article in read(path) if isinstance(article, Article)]
    return [articles[at * len(articles) // count] for at in range(count)]


if __name__ == "__main__":
    main()
