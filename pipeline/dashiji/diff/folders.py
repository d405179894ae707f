"""Rule folders as data: what two of them have different, edit by edit, and a folder with one edit taken back."""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from dashiji.diff.causes import Cause, Edit, Part
from dashiji.rulebook.source import load_yaml

_PROOF = ("source", "examples", "not_examples")
"""Fields of a rule that say nothing about what it reads."""
_SHARED = "shared"


@dataclass(frozen=True, slots=True)
class RuleEdit:
    """One edit that leads from a folder to the other.

    `owner` is a rule's id, a pack's file name (for its shared argument `item`) or a lexicon's name (for its word `item`; `""` where
    the order of the words changed).
    """

    part: Part
    edit: Edit
    owner: str
    item: str = ""

    @property
    def name(self) -> str:
        """The edit's object in words: `founding.unveiled`, `1-founding.yaml shared date`, `founding_transitive: 挂牌设立`."""
        if self.part is Part.LEXICON:
            return f"{self.owner}: {self.item}" if self.item else f"{self.owner}: order of words"
        return f"{self.owner} {_SHARED} {self.item}" if self.item else self.owner

    def cause(self, *, sure: bool = True) -> Cause:
        """The edit as the cause of a difference."""
        return Cause(self.part, self.edit, self.name, sure)


@dataclass
class RuleFolder:
    """Packs and lexicons by file name, as plain data."""

    packs: dict[str, dict[str, Any]] = field(default_factory=dict)
    lexicons: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path) -> "RuleFolder":
        """Read a folder that is known to load. Raises RuleError where its YAML is broken."""
        packs, lexicons = (
            {path.name: load_yaml(path).value for path in sorted((root / kind).glob("*.yaml"))} for kind in ("packs", "lexicons")
        )
        return cls(packs, lexicons)

    def write(self, root: Path) -> None:
        """Write the folder below `root`; JSON is YAML."""
        for kind, files in (("packs", self.packs), ("lexicons", self.lexicons)):
            (root / kind).mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (root / kind / name).write_text(json.dumps(content, ensure_ascii=False, default=str), encoding="utf-8")

    @property
    def rules(self) -> dict[str, Mapping[str, Any]]:
        """Rules by id, in the order in which they are tried."""
        return {rule["id"]: rule for name in sorted(self.packs) for rule in self.packs[name]["rules"]}

    @property
    def words(self) -> dict[str, Sequence[str]]:
        """Words by lexicon."""
        return {name: [str(word) for word in lexicon["words"]] for file in self.lexicons.values() for name, lexicon in file.items()}

    def pack_of(self, rule_id: str) -> str:
        """The file that holds a rule; `""` for an unknown one."""
        return next((name for name, pack in self.packs.items() if any(rule["id"] == rule_id for rule in pack["rules"])), "")


def find_edits(before: RuleFolder, after: RuleFolder) -> tuple[RuleEdit, ...]:
    """Every edit that leads from one folder to the other and can change what is read: rules, then shared arguments, then lexicons."""
    return (*_rule_edits(before.rules, after.rules), *_shared_edits(before, after), *_word_edits(before.words, after.words))


def _rule_edits(before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]) -> Iterator[RuleEdit]:
    for rule_id in dict.fromkeys((*before, *after)):
        if rule_id not in after:
            yield RuleEdit(Part.RULE, Edit.REMOVED, rule_id)
        elif rule_id not in before:
            yield RuleEdit(Part.RULE, Edit.ADDED, rule_id)
        elif _effect(before[rule_id]) != _effect(after[rule_id]):
            yield RuleEdit(Part.RULE, Edit.EDITED, rule_id)
    ours, theirs = [rule for rule in before if rule in after], [rule for rule in after if rule in before]
    if ours != theirs:
        for tag, first, last, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag in ("delete", "replace"):
                yield from (RuleEdit(Part.RULE, Edit.MOVED, rule) for rule in ours[first:last])


def _effect(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in rule.items() if name not in _PROOF}


def _shared_edits(before: RuleFolder, after: RuleFolder) -> Iterator[RuleEdit]:
    for name in dict.fromkeys((*before.packs, *after.packs)):
        ours, theirs = (folder.packs.get(name, {}).get(_SHARED, {}) for folder in (before, after))
        for role in dict.fromkeys((*ours, *theirs)):
            if ours.get(role) != theirs.get(role):
                yield RuleEdit(
                    Part.RULE, Edit.REMOVED if role not in theirs else Edit.ADDED if role not in ours else Edit.EDITED, name, role
                )


def _word_edits(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> Iterator[RuleEdit]:
    for name in dict.fromkeys((*before, *after)):
        ours, theirs = before.get(name, ()), after.get(name, ())
        if ours == theirs:
            continue
        gone, come = dict.fromkeys(ours), dict.fromkeys(theirs)
        yield from (RuleEdit(Part.LEXICON, Edit.REMOVED, name, word) for word in gone if word not in come)
        yield from (RuleEdit(Part.LEXICON, Edit.ADDED, name, word) for word in come if word not in gone)
        if [word for word in ours if word in come] != [word for word in theirs if word in gone]:
            yield RuleEdit(Part.LEXICON, Edit.MOVED, name)


def without(edit: RuleEdit, before: RuleFolder, after: RuleFolder) -> RuleFolder:
    """`after` with one edit taken back."""
    folder = deepcopy(after)
    if edit.part is Part.LEXICON:
        _restore_word(edit, before, folder)
    elif edit.item:
        _restore_shared(edit, before, folder)
    else:
        _restore_rule(edit, before, folder)
    return folder


def _restore_rule(edit: RuleEdit, before: RuleFolder, folder: RuleFolder) -> None:
    old = folder.rules.get(edit.owner) if edit.edit is Edit.MOVED else before.rules.get(edit.owner)
    if edit.edit is Edit.EDITED:
        rules = folder.packs[folder.pack_of(edit.owner)]["rules"]
        rules[_index(rules, edit.owner)] = old
        return
    for pack in folder.packs.values():
        pack["rules"] = [rule for rule in pack["rules"] if rule["id"] != edit.owner]
    if edit.edit is not Edit.ADDED:
        name = before.pack_of(edit.owner)
        home = folder.packs.setdefault(name, {**before.packs[name], "rules": []})
        siblings = [rule["id"] for rule in before.packs[name]["rules"]]
        earlier = siblings[: siblings.index(edit.owner)]
        place = max((_index(home["rules"], rule) + 1 for rule in earlier if _index(home["rules"], rule) >= 0), default=0)
        home["rules"].insert(place, old)
    folder.packs = {name: pack for name, pack in folder.packs.items() if pack["rules"]}


def _index(rules: Sequence[Mapping[str, Any]], rule_id: str) -> int:
    return next((index for index, rule in enumerate(rules) if rule["id"] == rule_id), -1)


def _restore_shared(edit: RuleEdit, before: RuleFolder, folder: RuleFolder) -> None:
    if edit.owner not in folder.packs:
        return
    shared = folder.packs[edit.owner].setdefault(_SHARED, {})
    shared.pop(edit.item, None)
    if edit.edit is not Edit.ADDED:
        shared[edit.item] = before.packs[edit.owner][_SHARED][edit.item]


def _restore_word(edit: RuleEdit, before: RuleFolder, folder: RuleFolder) -> None:
    lexicon = next((file[edit.owner] for file in folder.lexicons.values() if edit.owner in file), None)
    if lexicon is None:
        name, old = next((name, file[edit.owner]) for name, file in before.lexicons.items() if edit.owner in file)
        lexicon = folder.lexicons.setdefault(name, {})[edit.owner] = {**old, "words": []}
    words = [str(word) for word in lexicon["words"]]
    if edit.edit is Edit.MOVED:
        kept = [word for word in before.words[edit.owner] if word in words]
        words = [*kept, *(word for word in words if word not in kept)]
    elif edit.edit is Edit.ADDED:
        words.remove(edit.item)
    else:
        old_words = list(before.words[edit.owner])
        earlier = set(old_words[: old_words.index(edit.item)])
        words.insert(max((index + 1 for index, word in enumerate(words) if word in earlier), default=0), edit.item)
    lexicon["words"] = words
    if not words:
        for file in folder.lexicons.values():
            file.pop(edit.owner, None)
