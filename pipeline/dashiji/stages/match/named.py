"""Named: the persons and bodies that an article has named so far, looked up by the beginnings and ends of their names."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from dashiji.kinds import PERSON
from dashiji.matches import Filler

_FULL_NAME = range(2, 5)
_OTHER_THAN = frozenset("副前原代")
"""Characters before an office that make it another one (副总理, 前总统)."""


@dataclass
class Named:
    """Names of one article in reading order, each with the sentence that first had it and the title given with it.

    Every end of a name is kept, and every beginning of one with a title, so that a look-up takes as long as the name, however many
    names the article has. `text` is the folded document, `honorifics` are what follows a family name whose full form it has given before.
    """

    text: str
    honorifics: tuple[str, ...] = ()
    last_person: Filler | None = None
    last_sentence: int = -1
    _sentences: dict[str, int] = field(default_factory=dict)
    _end_sentences: dict[str, int] = field(default_factory=dict)
    _titles: dict[str, Filler] = field(default_factory=dict)
    _affix_titles: dict[str, str] = field(default_factory=dict)
    _families: dict[str, list[Filler]] = field(default_factory=dict)
    _holders: dict[str, dict[str, Filler]] = field(default_factory=dict)

    def note(self, name: Filler, sentence: int) -> None:
        """Keep in which sentence, counted on through the article, a person or body is first named."""
        own = self._of(name)
        if own not in self._sentences:
            self._sentences[own] = sentence
            for end in _ends(own):
                self._end_sentences.setdefault(end, sentence)
            if name.kind == PERSON and len(own) in _FULL_NAME and not own.endswith(self.honorifics):
                self._families.setdefault(own[0], []).append(name)

    def meet(self, person: Filler, sentence: int) -> None:
        """Keep the person whom the reader has met last."""
        self.last_person, self.last_sentence = person, sentence

    def meant(self, word: str) -> Filler | None:
        """The person whom a family name means that stands alone or with an honorific (林女士): the only one named with it so far."""
        family = word.removesuffix(next((end for end in self.honorifics if word.endswith(end)), ""))
        members = self._families.get(family, ())
        return replace(members[0], carried=True) if len(members) == 1 else None

    def holder(self, office: str) -> Filler | None:
        """The person whom the name of an office means that stands alone (总书记): the only one named with it so far."""
        holders = list(self._holders.get(office, {}).values())
        return replace(holders[0], carried=True) if len(holders) == 1 else None

    def by(self, sentence: int, name: Filler) -> bool:
        """Whether by the end of a sentence a name was given that ends with this one, or that this one ends with."""
        own = self._of(name)
        first = (self._end_sentences.get(own), *(self._sentences.get(end) for end in _ends(own)))
        return any(at is not None and at <= sentence for at in first)

    def entitle(self, name: Filler, title: Filler) -> None:
        """Keep the first title that stands before a person's name, or after it where none does (某某委员长)."""
        own = self._of(name)
        known = self._titles.get(own)
        if known is None or (title.start < name.start and self.text.startswith(own, known.start - len(own))):
            self._titles[own] = title
            for office in _offices(self._of(title)):
                self._holders.setdefault(office, {})[own] = name
            for affix in (*_beginnings(own), *_ends(own)):
                self._affix_titles.setdefault(affix, own)

    def title(self, name: Filler) -> Filler | None:
        """The title that an earlier mention of the person had, also by a longer form of the name."""
        own = self._of(name)
        longer = self._affix_titles.get(own, own) if len(own) > 1 else own
        return self._titles.get(own) or self._titles.get(longer)

    def _of(self, name: Filler) -> str:
        return self.text[name.start : name.end]


def _offices(title: str) -> Iterator[str]:
    """The ends of a title that name its office, not the deputy's or the former one's."""
    return (title[start:] for start in range(len(title)) if title[start - 1 : start] not in _OTHER_THAN)


def _beginnings(name: str) -> Iterator[str]:
    return (name[:length] for length in range(1, len(name) + 1))


def _ends(name: str) -> Iterator[str]:
    return (name[start:] for start in range(len(name)))
