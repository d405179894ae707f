"""The rulebook: every pack and lexicon loaded, checked against each other and indexed by trigger."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dashiji.chunks import Chunk, ChunkKind
from dashiji.data import data_root
from dashiji.errors import RuleError
from dashiji.rulebook.compiled import CompiledRule, compile_rule
from dashiji.rulebook.lexicon import Lexicons, load_lexicons, shipped_lexicons
from dashiji.rulebook.marks import Marks, Trial
from dashiji.rulebook.model import Pack, Rule
from dashiji.rulebook.source import load_yaml, validate
from dashiji.words import Words

SCANNED = ("founding_", "release_", "policy_transitive", "policy_intransitive", "policy_effective", "target_", "measure_", "count_",
           "growth_", "speech_", "false_", "cue_")  # fmt: skip
"""Beginnings of the names of lexicons that the scan looks for."""

CUTTING = ("known_", "tagged_", "split_", "place_", "product_name", "post_head", "unit_", "comparator_", "change_")
"""Beginnings of the names of lexicons by which the text is cut into words and quantities."""

_NEVER_TRIGGERS = frozenset((ChunkKind.BREAK, ChunkKind.MARK))


@dataclass(frozen=True)
class Rulebook:
    """All rules in file order with the lexicons they use. `digest` covers every byte of packs and lexicons."""

    rules: tuple[CompiledRule, ...]
    lexicons: Lexicons
    digest: str
    root: Path

    @cached_property
    def words(self) -> Words:
        """Word look-up over all lexicons."""
        return Words(self.lexicons)

    @cached_property
    def scanned_words(self) -> frozenset[str]:
        """Words that the scan looks for beside the rules' triggers: cues, and phrases that only look like a trigger."""
        names = [name for name in self.lexicons if name.startswith(SCANNED)]
        return frozenset(word for name in names for word in self.lexicons[name])

    @cached_property
    def marks(self) -> Marks:
        """The marks of all conditions."""
        return Marks(self.rules)

    @cached_property
    def by_word(self) -> Mapping[str, tuple[Trial, ...]]:
        """Rules by trigger word, in file order."""
        index: defaultdict[str, list[Trial]] = defaultdict(list)
        for rule in self.rules:
            trial = self.marks.trial(rule)
            for word in rule.trigger_words:
                index[word].append(trial)
        return {word: tuple(trials) for word, trials in index.items()}

    @cached_property
    def by_kind(self) -> Mapping[ChunkKind, tuple[Trial, ...]]:
        """Rules set off by any chunk of a kind, in file order."""
        index: defaultdict[ChunkKind, list[Trial]] = defaultdict(list)
        for rule in self.rules:
            if rule.trigger_kind is not None:
                index[rule.trigger_kind].append(self.marks.trial(rule))
        return {kind: tuple(trials) for kind, trials in index.items()}

    @cached_property
    def looked_for(self) -> frozenset[str]:
        """Lexicons that the rules look for, and no stage before them cuts or reads the text by."""
        named = frozenset(name for rule in self.rules for name in rule.lexicons)
        return frozenset(name for name in named if not name.startswith(CUTTING))

    def set_off_by(self, chunk: Chunk) -> tuple[Trial, ...]:
        """The rules that a chunk sets off: by its word, then by its kind."""
        if chunk.kind in _NEVER_TRIGGERS:
            return ()
        by_word = self.by_word.get(chunk.text, ())
        by_kind = self.by_kind.get(chunk.kind, ())
        return by_word + by_kind if by_kind else by_word


def load_rulebook(root: Path | None = None) -> Rulebook:
    """Load `lexicons/` and `packs/` below `root` (default: the rules that ship with dashiji).

    Raises RuleError at the first thing wrong, naming file, line, rule, value and remedy.
    """
    root = root or data_root() / "rules"
    if not (root / "packs").is_dir():
        raise RuleError(f"{root}: no folder 'packs' here; give the folder that holds packs/ and lexicons/")
    lexicons = shipped_lexicons() if root == data_root() / "rules" else load_lexicons(root / "lexicons")
    rules: dict[str, CompiledRule] = {}
    for path in sorted((root / "packs").glob("*.yaml")):
        for rule in _load_pack(path, lexicons):
            if rule.id in rules:
                other = rules[rule.id]
                raise RuleError(
                    f"{path}:{rule.line}: rule {rule.id!r} is already defined at {other.path}:{other.line}; ids are never reused"
                )
            rules[rule.id] = rule
    return Rulebook(tuple(rules.values()), lexicons, _digest(root), root)


def _load_pack(path: Path, lexicons: Lexicons) -> list[CompiledRule]:
    source = load_yaml(path)
    nodes = source.value.get("rules") if isinstance(source.value, Mapping) else None
    if not isinstance(nodes, Sequence):
        raise RuleError(f"{path}:1: a pack is a mapping with family, about and a list of rules")
    parsed = []
    for index, node in enumerate(nodes):
        label = f"rule {node.get('id', index)!r}" if isinstance(node, Mapping) else f"rule number {index + 1}"
        parsed.append((validate(Rule, source, ["rules", index], label), source.line(["rules", index])))
    pack = validate(Pack, source, [], f"pack {path.stem!r}")
    for rule, line in parsed:
        _check_lexicons(rule, pack, lexicons, path, line)
    return [compile_rule(rule, pack, lexicons, path, line) for rule, line in parsed]


def _check_lexicons(rule: Rule, pack: Pack, lexicons: Lexicons, path: Path, line: int) -> None:
    named = [*rule.trigger.lexicons, *rule.trigger.units.lexicons, *rule.trigger.not_units.lexicons, *rule.trigger.few.lexicons]
    for condition in (*rule.requires, *rule.unless):
        words = (condition.barriers, condition.followed_by, condition.units)
        named.extend((*condition.lexicons, *(name for word in words for name in word.lexicons)))
    for argument in (rule.anchor, *rule.arguments.values(), *pack.shared.values()):
        for word in argument.word_lists:
            named.extend(word.lexicons)
    for owned in pack.owned:
        named.extend(name for words in (owned.nouns, owned.not_nouns, owned.heads, owned.opens) for name in words.lexicons)
    for name in named:
        if name not in lexicons:
            raise RuleError(f"{path}:{line}: rule {rule.id!r}: unknown lexicon {name!r}; known: {', '.join(sorted(lexicons))}")


def _digest(root: Path) -> str:
    """sha256 over names and bytes of all packs and lexicons, in name order."""
    state = hashlib.sha256()
    for path in sorted(root.glob("*/*.yaml")):
        state.update(path.relative_to(root).as_posix().encode())
        state.update(path.read_bytes())
    return f"sha256:{state.hexdigest()}"
