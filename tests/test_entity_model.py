"""The entity model that is compared in models/entities: its config, what it learns from, and the tagger beside it."""

import importlib
import itertools
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.util import load_config, registry
from spacy.vocab import Vocab

from dashiji.data import data_root
from dashiji.rulebook.lexicon import shipped_lexicons
from dashiji.stages.entities.line import Line, Piece

FOLDER = data_root() / "models" / "entities"
LIMIT = 15 * 2**20
"""Bytes that models/ may add to the wheel."""
LABELS = {"PER": "person", "LOC": "place", "ORG": "organization", "BOOK": "unsure"}


@pytest.fixture(scope="module")
def modules() -> Any:
    """The scripts of models/entities by name; they import each other as files of one folder."""
    sys.path.insert(0, str(FOLDER))
    try:
        return {name: importlib.import_module(name) for name in ("corpus", "lac", "compare")}
    finally:
        sys.path.remove(str(FOLDER))


def sample(modules: Any, folder: Path, text: str, *entities: tuple[str, str]) -> Any:
    """The sample that a corpus of one sentence gives; entities by their text and label."""
    found = [{"start": text.index(name), "end": text.index(name) + len(name), "label": label} for name, label in entities]
    path = folder / "corpus.jsonl"
    path.write_text(json.dumps({"text": text, "entities": found}, ensure_ascii=False) + "\n", encoding="utf-8")
    (read,) = modules["corpus"].read_samples(path, LABELS)
    return read


def example(modules: Any, folder: Path, text: str, *entities: tuple[str, str], sparse: bool = False) -> Example:
    read = sample(modules, folder, text, *entities)
    made: Example = modules["corpus"].make_example(read, Vocab(), modules["corpus"].make_segmenter(), sparse=sparse)
    return made


def unsaid(made: Example) -> list[str]:
    """The words of which the example says nothing."""
    return [token.text for token in made.reference if token.ent_iob_ == ""]


def test_offsets_hold_in_both_scripts(modules: Any, tmp_path: Path) -> None:
    text = "😀海濱市數據局局長林一舟訪問南山大學。"
    made = example(modules, tmp_path, text, ("海濱市數據局", "ORG"), ("林一舟", "PER"), ("南山大學", "ORG"))
    found = [(text[ent.start_char : ent.end_char], ent.label_) for ent in made.reference.ents]
    assert found == [("海濱市數據局", "organization"), ("林一舟", "person"), ("南山大學", "organization")]
    assert made.predicted.text == "😀海滨市数据局局长林一舟访问南山大学。"
    assert not made.predicted.ents
    assert all(token.tag_ for token in made.predicted), "the model reads tags"


@pytest.mark.parametrize(
    ("text", "entities", "words"),
    [
        ("他们参观一家企业。", [("企业", "ORG")], ["企业"]),
        ("林一舟读《海滨记》。", [("海滨记", "BOOK")], ["海滨", "记"]),
        ("代表团下月访华。", [("华", "LOC")], ["访华"]),
    ],
)
def test_nothing_is_said_of_what_is_unsure(
    modules: Any, tmp_path: Path, text: str, entities: list[tuple[str, str]], words: list[str]
) -> None:
    assert unsaid(example(modules, tmp_path, text, *entities)) == words


def test_places_without_label_say_nothing_where_labels_are_sparse(modules: Any, tmp_path: Path) -> None:
    text = "林一舟从北京到上海。"
    assert unsaid(example(modules, tmp_path, text, ("上海", "LOC"), sparse=True)) == ["北京"]
    assert unsaid(example(modules, tmp_path, text, ("上海", "LOC"))) == []


def test_labels_that_name_nothing_of_these_kinds_are_left_out(modules: Any, tmp_path: Path) -> None:
    assert sample(modules, tmp_path, "林一舟玩《海战》。", ("海战", "GAME"), ("林一舟", "PER")).names == (
        modules["corpus"].Name(0, 3, "person"),
    )


def test_sentences_of_the_test_are_kept_out_of_training(modules: Any) -> None:
    corpus = modules["corpus"]
    test = corpus.Sample("海滨市数据局昨天在市政广场揭牌成立。", ())
    same, other = corpus.Sample("据悉，海滨市数据局昨天在市政广场揭牌。", ()), corpus.Sample("海滨市数据局昨天揭牌。", ())
    assert corpus.apart_from([same, other], [test]) == [other]


def test_the_config_loads(modules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load_config(FOLDER / "config.cfg")
    assert config["system"]["seed"] > 0
    assert config["training"]["seed"] == "${system.seed}"
    assert config["training"]["max_steps"] > 0
    assert not config["training"]["max_epochs"], "steps bound the time, not the data's size"

    def few(whole: list[str], split: list[str], held_out: bool) -> Any:
        corpus = modules["corpus"]
        name = corpus.Name(0, 3, "person")
        return lambda nlp: [corpus.make_example(corpus.Sample("林一舟表示。", (name,)), nlp.vocab, corpus.make_segmenter())]

    monkeypatch.setitem(config["corpora"]["train"], "@readers", "dashiji.few.v1")
    monkeypatch.setitem(config["corpora"]["dev"], "@readers", "dashiji.few.v1")
    registry.readers.register("dashiji.few.v1", func=few)
    nlp = init_nlp(config)
    assert nlp.pipe_names == ["tok2vec", "ner"]
    assert len(nlp.to_bytes(exclude=["vocab"])) < LIMIT


def test_the_likeliest_path_is_that_of_all_paths(modules: Any) -> None:
    rng = np.random.default_rng(0)
    emission, crf = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))

    def value(path: tuple[int, ...]) -> float:
        moves = sum(crf[2 + a, b] for a, b in itertools.pairwise(path))
        return float(crf[0, path[0]] + crf[1, path[-1]] + moves + sum(emission[at, label] for at, label in enumerate(path)))

    paths: list[tuple[int, ...]] = list(itertools.product(range(3), repeat=5))
    assert modules["lac"].viterbi(emission, crf) == list(max(paths, key=value))


def test_lac_reads_names(modules: Any) -> None:
    folder = modules["lac"].lac_folder()
    if folder is None:
        pytest.skip("this jieba comes without the weights")
    lac, text = modules["lac"].Lac(folder), "海滨市数据局局长林一舟在北京，参观清华大学。"
    assert [(text[name.start : name.end], name.kind) for name in lac.names(text)] == [
        ("海滨市数据局", "organization"),
        ("林一舟", "person"),
        ("北京", "place"),
        ("清华大学", "organization"),
    ]
    words = lac.tag(text)
    assert "".join(text[start:end] for start, end, _ in words) == text
    assert lac.tag("") == []


def test_a_second_reader_adds_only_where_the_grammar_is_unsure(modules: Any) -> None:
    asked = []

    def reader(line: Line) -> list[tuple[int, int, str]]:
        asked.append(line)
        return [(0, 2, "organization"), (3, 4, "person")]

    def pieces(takes_over: bool, *tags: str) -> list[tuple[int, int, str]]:
        line = Line(["海滨", "某某社", "的", "阿丙"], list(tags))
        line.add(Piece(0, 1, "place"))
        modules["compare"].SecondFinder(reader, shipped_lexicons(), takes_over=takes_over).find(line)
        return [(piece.start, piece.end, piece.kind) for piece in line.pieces()]

    assert pieces(False, "ns", "un", "uj", "un") == [(0, 1, "place"), (3, 4, "person")]
    assert pieces(True, "ns", "un", "uj", "un") == [(0, 2, "organization"), (3, 4, "person")]
    assert pieces(True, "ns", "un", "uj", "n") == [(0, 2, "organization")]
    asked.clear()
    assert pieces(True, "ns", "n", "uj", "n") == [(0, 1, "place")]
    assert asked == []


def test_models_stay_small() -> None:
    files = [path for path in (data_root() / "models").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files) < LIMIT
    assert {path.suffix for path in FOLDER.iterdir() if path.is_file()} == {".cfg", ".py", ".md"}, "no weights: the card says why"
