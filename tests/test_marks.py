"""Marks: what the words of a sentence can answer is told from them as a search would tell it."""

from collections.abc import Sequence
from datetime import date

import pytest

from dashiji import load
from dashiji.article import Article
from dashiji.chunks import Chunk
from dashiji.extractor import Extractor
from dashiji.rulebook.book import Rulebook, load_rulebook
from dashiji.rulebook.compiled import Guard
from dashiji.stages.match.reading import Reading


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load()


@pytest.fixture(scope="module")
def articles(rulebook: Rulebook) -> list[Article]:
    """The examples of the rules, ten to an article."""
    texts = [example.text for rule in rulebook.rules for example in rule.examples]
    parts = ["\n".join(texts[at : at + 10]) for at in range(0, len(texts), 10)]
    return [Article(f"made-{number}", "", text, date(2026, 3, 5)) for number, text in enumerate(parts)]


def may_answer(guard: Guard, chunks: Sequence[Chunk], clause: range) -> bool:
    place = chunks if guard.window == "sentence" else [chunks[at] for at in clause]
    return any(chunk.text in guard.words or chunk.kind in guard.kinds for chunk in place)


def test_a_mark_is_set_where_a_word_or_kind_of_its_condition_stands(
    rulebook: Rulebook, extractor: Extractor, articles: list[Article]
) -> None:
    pairs = {pair for rule in rulebook.rules for trial in [rulebook.marks.trial(rule)] for pair in (*trial.requires, *trial.unless)}
    met = set()
    for sentence in (sentence for article in articles[::8] for sentence in extractor.explain(article).sentences):
        clauses = Reading(sentence.chunks).clauses
        for clause, marks in zip(clauses, rulebook.marks.read(sentence.chunks, clauses), strict=True):
            for mark, guard in pairs:
                if not guard.ending:
                    assert bool(mark & marks) is may_answer(guard, sentence.chunks, clause)
                elif guard.words:
                    assert mark & marks
                met.add(bool(mark & marks))
    assert met == {True, False}


def test_rules_that_marks_pass_over_would_have_read_nothing(extractor: Extractor, articles: list[Article]) -> None:
    for article in articles:
        assert extractor.extract(article) == list(extractor.explain(article).records)
