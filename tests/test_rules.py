"""Rule packs: every example is read as it says, and what is wrong with a pack is said with file, line and remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashiji.errors import RuleError
from dashiji.records import EventType
from dashiji.rulebook.book import Rulebook, load_rulebook
from dashiji.rulebook.check import check
from dashiji.rulebook.model import Argument, Condition, Rule, Trigger
from dashiji.rulebook.proof import run_examples
from dashiji.rulebook.reference import reference

RULE = """
family: quakes
about: Test rules.
rules:
  - id: quake.founded
    source: wording of bulletins
    trigger: {words: [成立]}
    types: {agency: agency_founded}
    anchor: {kinds: [agency], adjacent: true}
    examples: [{text: 海滨市成立地震局。, agency: 地震局}]
    not_examples: [{text: 罪名成立。, why: it holds good}]
"""
SHIPPED = load_rulebook()


@pytest.fixture
def book_of(tmp_path: Path, root: Path) -> Callable[..., Rulebook]:
    """Load the shipped lexicons with packs of the test's own."""
    shutil.copytree(root / "rules" / "lexicons", tmp_path / "lexicons")
    (tmp_path / "packs").mkdir()

    def load(*packs: str) -> Rulebook:
        for number, pack in enumerate(packs):
            (tmp_path / "packs" / f"{number}.yaml").write_text(pack, encoding="utf-8")
        return load_rulebook(tmp_path)

    return load


@pytest.fixture(scope="session")
def results(extractor: Any) -> dict[str, list[str]]:
    """What went wrong with the examples, by rule."""
    found: dict[str, list[str]] = {rule.id: [] for rule in SHIPPED.rules}
    for result in run_examples(extractor):
        if not result.passed:
            found[result.rule_id].append(f"{result.text} {result.detail}")
    return found


@pytest.mark.parametrize("rule_id", [rule.id for rule in SHIPPED.rules])
def test_examples_are_read_as_they_say(results: dict[str, list[str]], rule_id: str) -> None:
    assert results[rule_id] == []


def test_the_shipped_rules_have_no_problem() -> None:
    assert check(SHIPPED) == []


def test_every_event_type_has_rules() -> None:
    assert {kind for rule in SHIPPED.rules for kind in rule.types.values()} == set(EventType)


def test_the_digest_covers_every_byte(book_of: Callable[..., Rulebook]) -> None:
    digest = book_of(RULE).digest
    assert book_of(RULE).digest == digest
    assert book_of(RULE.replace("bulletins", "bulletin")).digest != digest


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("{words: [成立]}", "{lexicons: [founding_trans]}", 5, "unknown lexicon 'founding_trans'; known: "),
        ("    anchor", "    unless: [{words: [米], units: {lexicons: [metres]}}]\n    anchor", 5, "unknown lexicon 'metres'; known: "),
        ("{kinds: [agency], adjacent: true}", "{kinds: [agncy]}", 9, "got 'agncy'"),
        ("{kinds: [agency], adjacent: true}", "{kinds: [agency], next: true}", 9, "known fields: "),
        ("    not_examples: [{text: 罪名成立。, why: it holds good}]\n", "", 5, "not_examples: Field required"),
        ("quake.founded", "Quake", 5, "id: String should match pattern"),
        ("    anchor", "    arguments: {size: {kinds: [quantity]}}\n    anchor", 5, "no event type of the rule has a role 'size'"),
        ("trigger: {words: [成立]}", "trigger: {}", 7, "a trigger names either words/lexicons or a chunk kind"),
        ("    source: wording of bulletins\n", "    source: [wording\n", 7, "not valid YAML"),
    ],
)
def test_a_wrong_pack_is_an_error_with_its_place(book_of: Callable[..., Rulebook], old: str, new: str, line: int, message: str) -> None:
    assert old in RULE
    with pytest.raises(RuleError) as raised:
        book_of(RULE.replace(old, new))
    assert f"0.yaml:{line}: " in str(raised.value)
    assert message in str(raised.value)


def test_an_id_is_never_reused(book_of: Callable[..., Rulebook]) -> None:
    with pytest.raises(RuleError, match=r"1\.yaml:5: rule 'quake\.founded' is already defined at .*0\.yaml:5; ids are never reused"):
        book_of(RULE, RULE)


def test_a_folder_without_packs(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no folder 'packs' here"):
        load_rulebook(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("about: Test rules.", "about: Test rules.", "duplicate of 'quake.founded'"),
        ("    examples", "    confidence: 0.5\n    examples", "duplicate of 'quake.founded'"),
        ("    examples", "    unless: [{words: [不]}]\n    examples", "shadowed by 'quake.founded'"),
        ("{agency: agency_founded}", "{agency: agency_founded, product: product_released}", "the anchor is never a product"),
        ("    examples", "    requires: [{words: [将]}]\n    unless: [{words: [将]}]\n    examples", "can never apply"),
        ("    examples", "    unless: [{why: nothing}]\n    examples", "names neither words, lexicons nor kinds"),
        ("    examples", "    arguments: {founder: {side: left}}\n    examples", "founder: nothing can fill it"),
    ],
)
def test_check_finds(book_of: Callable[..., Rulebook], old: str, new: str, problem: str) -> None:
    assert old in RULE
    second = RULE.replace(old, new).replace("quake.founded", "quake.second")
    problems = check(book_of(RULE, second))
    assert any(problem in line and "1.yaml:5: rule 'quake.second'" in line for line in problems), problems


def test_an_anchor_without_kinds_is_of_those_that_types_names(book_of: Callable[..., Rulebook]) -> None:
    (plain,) = book_of(RULE.replace("kinds: [agency], ", "")).rules
    (carried,) = book_of(RULE.replace("kinds: [agency], adjacent: true", "carry: topic")).rules
    assert plain.anchor.kinds == {"agency"}
    assert not carried.anchor.kinds


def test_a_rule_pack_of_ones_own_is_used(book_of: Callable[..., Rulebook]) -> None:
    from dashiji.article import Article
    from dashiji.extractor import Extractor

    records = Extractor(book_of(RULE)).extract(Article("a", "海滨市今天成立地震局，并发布条例。"))
    assert [(record.type, record.evidence[0].rule) for record in records] == [(EventType.AGENCY_FOUNDED, "quake.founded")]


def test_the_documentation_explains_every_field(root: Path) -> None:
    assert (root / "docs" / "rules.md").read_text(encoding="utf-8").endswith(f"`dashiji rules fields` prints this list.\n\n{reference()}")
    assert all(field.description for section in (Rule, Trigger, Condition, Argument) for field in section.model_fields.values())
