"""The word lists that chunker and rules stand on: they load, are simplified and do not contradict one another."""

from dataclasses import fields
from functools import cache
from itertools import combinations

import pytest

from dashiji.data import data_root
from dashiji.rulebook.lexicon import Lexicons, load_lexicons, shipped_lexicons
from dashiji.stages.match import Phrasing
from dashiji.stages.script import fold

HEADS = ("agency_head", "agency_head_char", "organization_head", "dataset_head", "product_head", "policy_head", "report_head", "plain_head")
CUES = ("cue_planned", "cue_proposed", "cue_negated", "cue_postponed", "cue_negated_weak", "cue_forecast", "cue_happened")
FALSE_FRIENDS = ("cue_false_friend", "cue_false_friend_content")
CLASSES = ("determiner", "ordinal_first", "adverb_skip", "conjunction")
BEFORE_FOLDING = {"common_characters", "script_variants"}
"""Lexicons that are read before the script is folded, or say how."""
CONTRADICTORY = (
    *combinations(HEADS, 2),
    *combinations(CUES, 2),
    *((cue, friend) for cue in CUES for friend in FALSE_FRIENDS),
    *combinations(CLASSES, 2),
    FALSE_FRIENDS,
    ("nominal_verb", "predicate_verb"),
    ("nominal_verb", "mistagged_noun"),
    ("predicate_verb", "mistagged_noun"),
    ("predicate_verb", "preposition"),
    ("predicate_verb", "adverb_skip"),
    ("preposition", "conjunction"),
    ("founding_transitive", "founding_transitive_weak"),
    ("founding_intransitive", "founding_intransitive_weak"),
    ("release_transitive", "release_transitive_weak"),
    ("policy_transitive", "policy_transitive_weak"),
    ("policy_effective", "policy_transitive"),
    ("speech_verb", "speech_verb_weak"),
    ("speech_verb", "speech_single"),
    ("speech_verb", "false_speech"),
    ("speech_single", "false_speech"),
    ("founding_transitive", "false_founding"),
    ("founding_intransitive", "false_founding"),
    ("release_transitive", "false_release"),
    ("release_intransitive", "false_release"),
    ("policy_transitive", "false_policy"),
    ("policy_intransitive", "false_policy"),
    ("target_cue", "false_target"),
)


@cache
def lexicons() -> Lexicons:
    return load_lexicons(data_root() / "rules" / "lexicons")


@pytest.mark.parametrize("name", sorted(set(shipped_lexicons()) - BEFORE_FOLDING))
def test_every_word_stands_as_folding_leaves_it(name: str) -> None:
    assert [word for word in lexicons()[name] if fold(word) != word or not word] == []


@pytest.mark.parametrize(("first", "second"), CONTRADICTORY)
def test_no_word_stands_in_two_lists_that_contradict(first: str, second: str) -> None:
    assert sorted(set(lexicons()[first]) & set(lexicons()[second])) == []


@pytest.mark.parametrize("name", ["cue_verb_or_noun", "target_cue_strong"])
def test_a_refining_list_stays_within_the_lists_it_refines(name: str) -> None:
    refined = {"cue_verb_or_noun": (*CUES, "target_cue"), "target_cue_strong": ("target_cue",)}[name]
    known = {word for list_name in refined for word in lexicons()[list_name]}
    assert sorted(set(lexicons()[name]) - known) == []


@pytest.mark.parametrize("name", [field.name for field in fields(Phrasing)])
def test_the_phrasing_of_matching_is_a_lexicon(name: str) -> None:
    assert set(getattr(Phrasing.load(lexicons()), name)) == set(lexicons()[name])


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("县营商环境建设局", "agency_head"),
        ("发展新格局", "plain_head"),
        ("基层干部", "plain_head"),
        ("灵巧手创新联合体", "organization_head"),
        ("触觉数据集", "dataset_head"),
        ("多模态大模型", "product_head"),
        ("数据条例", "policy_head"),
        ("民用航空保护法", "policy_head"),
        ("新方法", "plain_head"),
        ("季度数据", "report_head"),
        ("发展白皮书", "report_head"),
    ],
)
def test_the_longest_head_decides(phrase: str, expected: str) -> None:
    kinds = {word: name for name in HEADS for word in lexicons()[name]}
    longest = next(phrase[at:] for at in range(len(phrase)) if phrase[at:] in kinds)
    assert kinds[longest] == expected
