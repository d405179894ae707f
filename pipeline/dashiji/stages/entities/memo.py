"""Memo: what a word and its tag alone decide, asked once for each word."""

from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
_LIMIT = 8_000
"""Words of a memo before it starts anew, so that a long run does not grow: some hundred and fifty articles fill it."""


class Memo(dict[tuple[str, str], _T]):
    """`memo[text, tag]` is the answer for a word, found at its first use."""

    def __init__(self, answer: Callable[[str, str], _T]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, word: tuple[str, str]) -> _T:
        if len(self) >= _LIMIT:
            self.clear()
        answer = self[word] = self._answer(*word)
        return answer
