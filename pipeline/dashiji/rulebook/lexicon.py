"""Word lists that rules and stages share: `rules/lexicons/*.yaml`, data without code.

A file maps lexicon names to `{about, words}`; a name is unique over all files. Words are simplified script, as the stages see
the folded text.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from dashiji.data import data_root
from dashiji.errors import RuleError
from dashiji.rulebook.source import load_yaml, validate


class Lexicon(BaseModel):
    """One named list of words; `about` says what they share and where they come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    about: str = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)


class Lexicons(Mapping[str, tuple[str, ...]]):
    """All lexicons by name; asking for an unknown one raises RuleError with the known names."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = dict(lexicons)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self._lexicons:
            raise RuleError(f"unknown lexicon {name!r}; known: {', '.join(sorted(self._lexicons))}")
        return self._lexicons[name].words

    def __contains__(self, name: object) -> bool:
        return name in self._lexicons

    def __iter__(self) -> Iterator[str]:
        return iter(self._lexicons)

    def __len__(self) -> int:
        return len(self._lexicons)


def load_lexicons(folder: Path) -> Lexicons:
    """Load every `*.yaml` of the folder, in name order.

    Raises RuleError for a duplicate lexicon or word.
    """
    found: dict[str, Lexicon] = {}
    for path in sorted(folder.glob("*.yaml")):
        source = load_yaml(path)
        for name in source.value:
            if name in found:
                raise RuleError(f"{path}:{source.line([name])}: lexicon {name!r} is defined twice; merge the two lists")
            lexicon = validate(Lexicon, source, [name], f"lexicon {name!r}")
            seen: set[str] = set()
            for index, word in enumerate(lexicon.words):
                if word in seen:
                    line = source.line([name, "words", index])
                    raise RuleError(f"{path}:{line}: lexicon {name!r}: {word!r} is listed twice; remove one")
                seen.add(word)
            found[name] = lexicon
    return Lexicons(found)


@cache
def shipped_lexicons() -> Lexicons:
    """The lexicons that ship with dashiji, read once."""
    return load_lexicons(data_root() / "rules" / "lexicons")
