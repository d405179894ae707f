"""Cut folded text into words with parts of speech.

Latin names and numbers are read here, so that versions and hyphens hold together (LFM2-24B-A2B, GPT-4o, v2.0) whatever the
cutter does; runs of Han characters go to a cutter; every other character is a word of its own. Offsets count code points of
the whole folded document.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Protocol

from dashiji.gazetteer import Gazetteer, Level
from dashiji.spans import Token

UNKNOWN = "un"
"""Tag of a word that no dictionary has; jieba's own tags are used for all others."""

_LATIN = r"0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_PIECE = re.compile(
    rf"(?P<han>[\u4e00-\u9fd5]+)"
    rf"|(?P<number>[0-9\uff10-\uff19]++(?:[,，][0-9]{{3}}(?![0-9]))*+(?:[.．][0-9]++)*+(?![{_LATIN}]|[._-][A-Za-z]))"
    rf"|(?P<latin>[{_LATIN}]+(?:[-._+&'’][{_LATIN}]+)*\+*)"
    rf"|(?P<space>[ \t\u3000]+)"
    rf"|(?P<other>.)",
    re.DOTALL,
)
_AFTER_NUMBER = frozenset("年月日号时分秒")
"""Units that a number takes to itself: a word may not begin with them after a number (27日 称, not 日称), except `_UNIT_WORDS`."""
_YEAR_WORDS = ("年初", "年底", "年末", "年中", "年代", "年级", "年度", "年报")
_UNIT_WORDS = frozenset((*_YEAR_WORDS, "月底", "月初", "月中", "月末", "月份", "日元", "日圆", "时许", "分钟", "秒钟"))
_FIRST = frozenset(
    "了率这该将拟只更还不正会愿令有多另仍便怎已均并但对在从被把由就也都曾再且或及两我他她与之而则每各等很最较向指称据一二三四五六七八九"
)
"""Function words and digits that the statistical cutter glues to the front of unknown words (将会, 该名, 两人)."""
_LAST = frozenset("向称指拟是至说为将已被在对与和及起时案等著到过往该要作续仅仍虽愿较互同")
"""Function words and verbs that it glues to their end (日称, 吴某案)."""
_AFTER_RATE = frozenset(("d", "v", "p", "u", "c"))
"""Tags of words that follow the name of a rate."""
_LIMIT = 12_000
"""Words that a cutter remembers before it starts anew: as many as a thousand articles have, so that a long run does not grow."""
_BAR = "|"
_ADVERB = 2
_CLAUSE = 4
"""Characters of an adverb, and of the adverb and verb that the dictionary has as one word."""
_SAYS_HOW = "d"
"""Tag of an adverb before its verb, whatever else it may be (高度|重视)."""
_SPLIT = "split"
_UNDER_WAY = "正在"
"""An adverb whose first character may be the last one of a name before it (韩正|在)."""
_PERSON = "nr"
_HEADED = frozenset("部处署局厅院司")
"""Bodies that end so have a head whose title is the body's name and 长 (警务处长), which must not be cut in between."""
_LEXICON_PREFIX = "tagged_"


class Cutter(Protocol):
    """Cuts a run of Han characters into words with tags; concatenated, the words are the run."""

    def cut(self, run: str) -> list[tuple[str, str]]: ...


class _DictionaryCutter:
    """What both cutters share: tags from the dictionary, corrections, and unknown words freed of function words.

    `words` are given the frequency that holds each together, and their tags win over the dictionary's.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._own = {word: _SPLIT if _BAR in tag else tag for word, tag in words.items()}
        self._splits = {word: tag.split(_BAR) for word, tag in words.items() if _BAR in tag}
        self._adverbs = frozenset(word.removesuffix(_BAR) for word in words if word.endswith(_BAR))
        self._memo: dict[str, tuple[tuple[str, str], ...]] = {}

    def cut(self, run: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for word in self._words(run):
            pieces = self._memo.get(word)
            if pieces is None:
                if len(self._memo) >= _LIMIT:
                    self._memo.clear()
                pieces = self._memo[word] = tuple(self._tagged(word))
            if word == _UNDER_WAY and found and self._own.get(found[-1][0] + word[0]) == _PERSON:
                found[-1] = found[-1][0] + word[0], _PERSON
                found.extend(self._tagged(word[1:]))
                continue
            found.extend(pieces)
        return found

    def _tagged(self, word: str) -> Iterator[tuple[str, str]]:
        tag = self._tag(word)
        if tag == _SPLIT:
            for part in self._splits[word]:
                yield from self._tagged(part)
        elif len(word) == _CLAUSE and word[:_ADVERB] in self._adverbs and (self._tag(word[_ADVERB:]) or "").startswith("v"):
            yield word[:_ADVERB], _SAYS_HOW
            yield from self._tagged(word[_ADVERB:])
        elif tag is not None:
            yield word, tag
        elif len(word) > 1 and word[0] in _FIRST:
            yield from self._tagged(word[0])
            yield from self._tagged(word[1:])
        elif len(word) > 1 and word[-1] in _LAST:
            yield from self._tagged(word[:-1])
            yield from self._tagged(word[-1])
        else:
            yield word, UNKNOWN

    def _tag(self, word: str) -> str | None:
        return self._own.get(word) or self._dictionary_tag(word)

    def _words(self, run: str) -> list[str]:
        raise NotImplementedError

    def _dictionary_tag(self, word: str) -> str | None:
        """The tag of a word that the dictionary has and that its frequencies hold together, else `None`."""
        raise NotImplementedError


class RjiebaCutter(_DictionaryCutter):
    """The fast cutter: jieba's algorithm and dictionary in Rust."""

    def __init__(self, words: Mapping[str, str]) -> None:
        import rjieba

        super().__init__(words)
        self._jieba: Any = rjieba.Jieba()
        for word, tag in words.items():
            if _BAR not in tag:
                self._jieba.add_word(word, self._jieba.suggest_freq(word), tag)

    def _words(self, run: str) -> list[str]:
        words: list[str] = self._jieba.cut(run)
        return words

    def _dictionary_tag(self, word: str) -> str | None:
        if not self._jieba.has_word(word):
            return None
        pairs: list[tuple[str, str]] = self._jieba.tag(word, hmm=False)
        return pairs[0][1] if len(pairs) == 1 else None


class JiebaCutter(_DictionaryCutter):
    """The reference cutter: jieba in Python, where no rjieba wheel fits the platform."""

    def __init__(self, words: Mapping[str, str]) -> None:
        import jieba  # type: ignore[import-untyped]  # it ships no types

        super().__init__(words)
        jieba.setLogLevel(logging.WARNING)
        self._jieba: Any = jieba.Tokenizer()
        self._jieba.initialize()
        with self._jieba.get_dict_file() as lines:
            self._tags = {word: tag for word, _, tag in (line.decode("utf-8").split() for line in lines)}
        for word, tag in words.items():
            if _BAR not in tag:
                frequency = self._jieba.suggest_freq(word)
                # jieba adds the new frequency of a word to its total and keeps the old one in it; rjieba does not.
                self._jieba.total -= self._jieba.FREQ.get(word, 0)
                self._jieba.add_word(word, frequency, tag)

    def _words(self, run: str) -> list[str]:
        return list(self._jieba.cut(run))

    def _dictionary_tag(self, word: str) -> str | None:
        return self._tags.get(word) if len(self._jieba.lcut(word, HMM=False)) == 1 else None


def make_cutter(words: Mapping[str, str]) -> Cutter:
    """The fastest cutter that this platform has, with `words` (word → tag) added; see `dictionary_words`."""
    return RjiebaCutter(words) if find_spec("rjieba") else JiebaCutter(words)


def dictionary_words(lexicons: Mapping[str, tuple[str, ...]], gazetteer: Gazetteer) -> dict[str, str]:
    """Words that the cutter shall know beyond its dictionary, with tags; later sources win.

    Places come from the gazetteer (short names of counties only as far as the dictionary or the lexicon `place_short` has
    them: most are ordinary words), names from the lexicons `known_*`, corrections from the lexicons `tagged_<tag>`;
    a word of `split_words` has its parts, joined by a bar, in place of a tag. A word of `split_adverbs` stands with a bar at its end: it is
    cut from a verb that an entry of the dictionary glues it to.
    """
    words: dict[str, str] = {name: "ns" for name in gazetteer.full if len(name) > 2}
    words.update((name, "ns") for name, level in gazetteer.short.items() if level < Level.COUNTY or len(name) > 2)
    for name in ("place_country", "place_region", "place_short", "place_word", "place_landmark"):
        words.update((word, "ns") for word in lexicons.get(name, ()))
    words.update((word, "nz") for word in lexicons.get("product_name", ()))
    words.update((word, "n") for word in lexicons.get("post_head", ()))
    for name in lexicons:
        if name.startswith("known_"):
            words.update((word, "nt") for word in lexicons[name] if _is_han(word))
            words.update((word + "长", "n") for word in lexicons[name] if word[-1] in _HEADED)
        elif name.startswith(_LEXICON_PREFIX):
            words.update((word, name.removeprefix(_LEXICON_PREFIX)) for word in lexicons[name])
    words.update((word.replace(_BAR, ""), word) for word in lexicons.get("split_words", ()))
    words.update((word + _BAR, _BAR) for word in lexicons.get("split_adverbs", ()))
    for word in lexicons.get("place_ambiguous", ()):
        words.pop(word, None)
    return {word: words[word] for word in sorted(words)}


def _is_han(word: str) -> bool:
    return all("\u4e00" <= char <= "\u9fd5" for char in word)


def _is_rate(words: Sequence[tuple[str, str]], at: int) -> bool:
    """Whether 率 at `at` ends the name of a rate (污水处理率均达到) rather than says who leads others (省长率代表团)."""
    return at > 0 and len(words[at - 1][0]) > 1 and (at + 1 == len(words) or words[at + 1][1] in _AFTER_RATE)


def segment(text: str, start: int, end: int, cutter: Cutter) -> list[Token]:
    """Words of `text[start:end]`; together they cover it without gap or overlap."""
    tokens: list[Token] = []
    append = tokens.append
    after_number = False
    for piece in _PIECE.finditer(text, start, end):
        kind, at = piece.lastgroup, piece.start()
        if kind == "han":
            run = piece.group()
            if after_number and run[0] in _AFTER_NUMBER and run[:2] not in _UNIT_WORDS:
                append(Token(at, at + 1, run[0], "m" if run[0] == "年" else "q"))
                at, run = at + 1, run[1:]
            words = cutter.cut(run) if run else ()
            for index, (word, tag) in enumerate(words):
                append(Token(at, at + len(word), word, "n" if word == "率" and _is_rate(words, index) else tag))
                at += len(word)
        else:
            append(Token(at, piece.end(), piece.group(), {"number": "m", "latin": "eng"}.get(kind or "", "x")))
        after_number = kind == "number"
    return tokens
