"""Causes are right: single edits seeded into rules, lexicons and inputs are found and named.

The articles are the examples of the shipped rules and the seed; the edits are generated from what the rules read in them, so that they
stay telling however the rules change.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import dashiji
from dashiji.article import Article
from dashiji.cli.attributing import open_evidence
from dashiji.cli.sources import Source, open_source
from dashiji.data import data_root
from dashiji.diff import Cause, Difference, Edit, Kind, Part, attribute, compare
from dashiji.diff.attribution import Evidence
from dashiji.diff.folders import RuleEdit, RuleFolder, find_edits, without
from dashiji.errors import RuleError
from dashiji.records import Record
from dashiji.rulebook.book import load_rulebook
from dashiji.stages.read import Columns, read
from dashiji.stages.script import fold
from making import write_records, write_rows

LEAST_EDITS = 60
LEAST_RIGHT = 0.95

Records = Mapping[str, Sequence[Record]]


@dataclass
class Mutation:
    """One edit: a changed folder or a changed article, and what it should be named as."""

    cause: Cause
    folder: RuleFolder | None = None
    article: Article | None = None


@dataclass
class World:
    """The articles as they are, what the shipped rules read in them, and a place for changed folders."""

    articles: list[Article]
    folder: RuleFolder
    records: Records
    path: Path
    extractor: Any
    _made: int = field(default=0)

    def read(self, articles: Sequence[Article], folder: RuleFolder | None = None) -> Records | None:
        """What a folder's rules read; `None` where it does not load."""
        try:
            extractor = dashiji.load(self.written(folder)) if folder else self.extractor
        except RuleError:
            return None
        return {article.id: extractor.extract(article) for article in articles}

    def written(self, folder: RuleFolder) -> Path:
        self._made += 1
        root = self.path / f"rules-{self._made}"
        folder.write(root)
        return root


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, extractor: Any) -> World:
    shipped = data_root() / "rules"
    articles = [
        Article(f"{rule.id}#{number}", example.text, published=example.published or date(2026, 3, 6))
        for rule in load_rulebook().rules
        for number, example in enumerate(rule.examples)
    ]
    articles += [item for item in read(data_root() / "seeds" / "seed.docs.jsonl") if isinstance(item, Article)]
    records = {article.id: extractor.extract(article) for article in articles}
    return World(articles, RuleFolder.read(shipped), records, tmp_path_factory.mktemp("edits"), extractor)


def mutations(world: World) -> Iterator[Mutation]:
    yield from islice(removed_rules(world), 16)
    yield from islice(edited_rules(world), 16)
    yield from islice(added_rules(world), 6)
    yield from islice(shared_arguments(world), 8)
    yield from islice(removed_words(world), 28)
    yield from islice(added_words(world), 10)
    yield from islice(inputs(world), 60)


def used_rules(world: World) -> list[str]:
    return sorted({evidence.rule for records in world.records.values() for record in records for evidence in record.evidence})


def removed_rules(world: World) -> Iterator[Mutation]:
    for rule_id in used_rules(world):
        folder = deepcopy(world.folder)
        pack = folder.packs[folder.pack_of(rule_id)]
        if len(pack["rules"]) > 1:
            pack["rules"] = [rule for rule in pack["rules"] if rule["id"] != rule_id]
            yield Mutation(Cause(Part.RULE, Edit.REMOVED, rule_id), folder)


def edited_rules(world: World) -> Iterator[Mutation]:
    for number, rule_id in enumerate(used_rules(world)):
        folder = deepcopy(world.folder)
        (rule,) = (rule for pack in folder.packs.values() for rule in pack["rules"] if rule["id"] == rule_id)
        if number % 2:
            rule["status"] = "negated" if rule.get("status") != "negated" else "proposed"
        else:
            rule["unless"] = [*rule.get("unless", []), {"kinds": ["place", "time", "noun", "agency", "organization"], "why": "an edit"}]
        yield Mutation(Cause(Part.RULE, Edit.EDITED, rule_id), folder)


def added_rules(world: World) -> Iterator[Mutation]:
    for rule_id in used_rules(world):
        folder = deepcopy(world.folder)
        pack = folder.packs[folder.pack_of(rule_id)]
        (rule,) = (rule for rule in pack["rules"] if rule["id"] == rule_id)
        pack["rules"].insert(0, {**rule, "id": f"{rule_id}_new"})
        yield Mutation(Cause(Part.RULE, Edit.ADDED, f"{rule_id}_new"), folder)


def shared_arguments(world: World) -> Iterator[Mutation]:
    for name, pack in world.folder.packs.items():
        for role in pack.get("shared", {}):
            folder = deepcopy(world.folder)
            del folder.packs[name]["shared"][role]
            yield Mutation(Cause(Part.RULE, Edit.REMOVED, f"{name} shared {role}"), folder)


def removed_words(world: World) -> Iterator[Mutation]:
    triggers = {fold(e.trigger.text) for records in world.records.values() for record in records for e in record.evidence}
    anchors = {fold(record.anchor.text) for records in world.records.values() for record in records}
    for file, lexicons in world.folder.lexicons.items():
        for name, lexicon in lexicons.items():
            words = lexicon["words"]
            for word in words:
                if len(words) > 1 and (
                    word in triggers or (name.endswith("_head") and any(anchor.endswith(str(word)) for anchor in anchors))
                ):
                    folder = deepcopy(world.folder)
                    folder.lexicons[file][name]["words"] = [other for other in words if other != word]
                    yield Mutation(Cause(Part.LEXICON, Edit.REMOVED, f"{name}: {word}"), folder)


def added_words(world: World) -> Iterator[Mutation]:
    """Words before triggers, taken for cues of what is only planned or has not happened."""
    for records in world.records.values():
        for record in records:
            evidence = record.evidence[0]
            at = evidence.trigger.start - evidence.start
            word = fold(evidence.text[max(0, at - 2) : at])
            if len(word) == 2 and all("\u4e00" <= char <= "\u9fd5" for char in word):
                for lexicon in ("cue_negated", "cue_planned"):
                    (file,) = (file for file, lexicons in world.folder.lexicons.items() if lexicon in lexicons)
                    folder = deepcopy(world.folder)
                    if word not in folder.words[lexicon]:
                        folder.lexicons[file][lexicon]["words"] = [*folder.words[lexicon], word]
                        yield Mutation(Cause(Part.LEXICON, Edit.ADDED, f"{lexicon}: {word}"), folder)


def inputs(world: World) -> Iterator[Mutation]:
    cause = Cause(Part.INPUT, Edit.EDITED, "")
    for article in world.articles:
        for record in world.records[article.id][:1]:
            trigger, anchor, text = record.evidence[0].trigger, record.anchor, article.text
            yield Mutation(cause, article=replace(article, text=text[: trigger.start] + text[trigger.end :]))
            yield Mutation(cause, article=replace(article, text=f"{text[: anchor.start]}某{text[anchor.start :]}"))
            yield Mutation(cause, article=replace(article, text=f"{text[: trigger.start]}未{text[trigger.start :]}"))


def contents(records: Sequence[Record]) -> list[dict[str, object]]:
    """What two readings must share to be the same: everything but what made it, and where it stands."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                k: plain(v)
                for k, v in value.items()
                if k not in ("id", "start", "end", "content_digest", "lineage", "confidence", "reasons")
            }
        return [plain(item) for item in value] if isinstance(value, list | tuple) else value

    return sorted((plain(record.model_dump(mode="json")) for record in records), key=repr)


def sides(world: World, after: Records) -> tuple[Source, Source]:
    files = (world.path / "before.jsonl", world.path / "after.jsonl")
    for file, read_in in zip(files, (world.records, after), strict=True):
        write_records(file, (record for records in read_in.values() for record in records))
    return open_source(files[0]), open_source(files[1])


def differences(sources: tuple[Source, Source], evidence: Evidence) -> dict[str, list[Difference]]:
    """What was found, by article."""
    before, after = (source.side() for source in sources)
    found = attribute(compare(before, after), (before.makings, after.makings), evidence)
    return {c.doc_id: changes for c in found if (changes := [d for d in c.differences if d.kind is not Kind.UNCHANGED])}


def test_single_edits_are_found_and_named(world: World) -> None:
    effective, missed, wrong, total = 0, [], [], 0
    for mutation in mutations(world):
        read_again = world.read([mutation.article] if mutation.article else world.articles, mutation.folder)
        if read_again is None:
            continue
        after = {**world.records, **read_again}
        truth = {doc_id for doc_id, records in after.items() if contents(records) != contents(world.records[doc_id])}
        edits = find_edits(world.folder, mutation.folder) if mutation.folder else ()
        found = differences(sides(world, after), Evidence(fold, edits))
        if truth != set(found):
            missed.append((mutation.cause, truth ^ set(found)))
        effective += bool(truth)
        total += sum(map(len, found.values()))
        wrong += [(mutation.cause, d.causes) for changes in found.values() for d in changes if not is_named(mutation.cause, d)]
    assert missed == []
    assert effective >= LEAST_EDITS, effective
    assert len(wrong) <= (1 - LEAST_RIGHT) * total, wrong


def is_named(cause: Cause, difference: Difference) -> bool:
    """Whether the difference has this cause and no other."""
    if cause.part is Part.INPUT:
        return [named.part for named in difference.causes] == [Part.INPUT]
    return difference.causes == (cause,)


def test_running_again_tells_edits_made_together_apart(world: World) -> None:
    """Several edits at once, an input among them: where one alone makes a difference, it is named."""
    chosen = [m for m in mutations(world) if m.folder]
    chosen = [m for m in chosen if m.cause.edit is Edit.REMOVED and " shared " not in m.cause.name][::4][:8]
    alone = {mutation.cause: world.read(world.articles, mutation.folder) for mutation in chosen}
    chosen = [mutation for mutation in chosen if alone[mutation.cause] is not None]
    folder = world.folder
    for mutation in chosen:
        assert mutation.folder
        folder = applied(find_edits(world.folder, mutation.folder), mutation.folder, folder)
    rules = world.written(folder)
    edited = world.articles[:3]
    articles = [replace(a, text=f"{a.text}\n海滨市今天很热闹。") if a in edited else a for a in world.articles]
    extractor = dashiji.load(rules)
    sources = sides(world, {a.id: extractor.extract(a) for a in articles})
    rows = [{"id": a.id, "title": a.title, "text": a.text, "date": a.published.isoformat() if a.published else ""} for a in articles]
    inputs = [str(write_rows(world.path / "articles.jsonl", rows))]
    evidence, _ = open_evidence(*sources, (None, rules), inputs, Columns())
    right, total = 0, 0
    for doc_id, changes in differences(sources, evidence).items():
        touching = [m.cause for m in chosen if contents((alone[m.cause] or {})[doc_id]) != contents(world.records[doc_id])]
        if len(touching) == 1:
            total += len(changes)
            right += sum(difference.causes == (touching[0],) for difference in changes)
    assert total >= 5
    assert right >= LEAST_RIGHT * total


def applied(edits: Sequence[RuleEdit], source: RuleFolder, folder: RuleFolder) -> RuleFolder:
    """`folder` with the edits that led to `source`."""
    for edit in edits:
        turned = {Edit.ADDED: Edit.REMOVED, Edit.REMOVED: Edit.ADDED}.get(edit.edit, edit.edit)
        folder = without(replace(edit, edit=turned), source, folder)
    return folder


def test_every_edit_can_be_taken_back(world: World) -> None:
    for mutation in mutations(world):
        if mutation.folder:
            (edit,) = find_edits(world.folder, mutation.folder)
            assert edit.cause() == mutation.cause
            assert find_edits(world.folder, without(edit, world.folder, mutation.folder)) == ()
