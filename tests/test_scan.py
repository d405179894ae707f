"""Scanning: every listed word where it stands, and the longer word that only looks like it instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.spans import Span
from dashiji.stages.scan import Scanner

WORDS = ("发布", "发布会", "公布", "成立", "正式成立", "立法", "将", "将军")


def scanned(text: str, words: tuple[str, ...] = WORDS) -> list[str]:
    """The words found, in order."""
    return [text[hit.start : hit.end] for hit in Scanner(words).scan(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("今天多云", []),
        ("协会发布年鉴", ["发布"]),
        ("年鉴在发布会上公布", ["发布会", "公布"]),
        ("学会正式成立", ["正式成立"]),
        ("学会成立", ["成立"]),
        ("成立法学会", ["成立"]),
        ("将军将发布回忆录", ["将军", "将", "发布"]),
        ("发布发布发布会", ["发布", "发布", "发布会"]),
        ("发 布", []),
    ],
)
def test_finds_the_longest_word_from_the_left(text: str, words: list[str]) -> None:
    assert scanned(text) == words


def test_offsets_count_code_points() -> None:
    assert Scanner(WORDS).scan("𠮷野😀发布，e\u0301公布") == [Span(3, 5), Span(8, 10)]


def test_without_words_nothing_is_found() -> None:
    assert Scanner(()).scan("协会发布年鉴") == []


def test_order_and_repetition_of_words_do_not_matter() -> None:
    text = "将军在发布会上宣布学会正式成立"
    assert Scanner(WORDS).scan(text) == Scanner([*reversed(WORDS), *WORDS]).scan(text)


@given(st.text("发布会成立法将军正式公\n，😀𠮷"))
def test_hits_are_words_in_order_without_overlap_and_none_is_missed(text: str) -> None:
    hits = Scanner(WORDS).scan(text)
    end = 0
    for hit in hits:
        assert text[hit.start : hit.end] in WORDS
        assert not any(word in text[end : hit.start] for word in WORDS)
        assert end <= hit.start
        end = hit.end
    assert not any(word in text[end:] for word in WORDS)
