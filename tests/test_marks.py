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


def may_answer(guard: Guard, chunks: Sequence[Chunk], at: int, clause: range) -> bool:
    place = range(len(chunks)) if guard.window == "sentence" else clause
    sides = {"left": range(at), "right": range(at + 1, len(chunks)), "either": (*range(at), *range(at + 1, len(chunks)))}
    return any(answers(guard, chunks[other]) for other in sides[guard.side] if other in place)


def answers(guard: Guard, chunk: Chunk) -> bool:
    return chunk.text in guard.words or chunk.kind in guard.kinds or bool(guard.ending and chunk.text.endswith(guard.ending))


def test_a_mark_is_set_where_a_word_or_kind_of_its_condition_stands(
    rulebook: Rulebook, extractor: Extractor, articles: list[Article]
) -> None:
    pairs = {pair for rule in rulebook.rules for trial in [rulebook.marks.trial(rule)] for pair in (*trial.requires, *trial.unless)}
    met = set()
    for sentence in (sentence for article in articles[::20] for sentence in extractor.explain(article).sentences):
        marked, reading = rulebook.marks.read(sentence.chunks), Reading(sentence.chunks)
        for at in range(0, len(sentence.chunks), 3):
            marks = marked.around(at, reading.clause(at))
            for mark, guard in pairs:
                assert bool(mark & marks) is may_answer(guard, sentence.chunks, at, reading.clause(at))
                met.add(bool(mark & marks))
    assert met == {True, False}


def test_rules_that_marks_pass_over_would_have_read_nothing(extractor: Extractor, articles: list[Article]) -> None:
    for article in articles:
        assert extractor.extract(article) == list(extractor.explain(article).records)
