"""The word lists that chunker and rules stand on: they load, are simplified and do not contradict one another."""

from dataclasses import fields
from functools import cache
from itertools import combinations

import pytest
from opencc import OpenCC

from dashiji.data import data_root
from dashiji.rulebook.lexicon import Lexicons, load_lexicons
from dashiji.stages.match import Phrasing

HEADS = ("agency_head", "agency_head_char", "organization_head", "dataset_head", "product_head", "policy_head", "report_head", "plain_head")
CUES = ("cue_planned", "cue_proposed", "cue_negated", "cue_postponed", "cue_negated_weak", "cue_forecast", "cue_happened")
FALSE_FRIENDS = ("cue_false_friend", "cue_false_friend_content")
CLASSES = ("determiner", "ordinal_first", "adverb_skip", "conjunction", "clause_conjunction")
OWN = (
    *HEADS,
    "product_head_weak",
    *CUES,
    *FALSE_FRIENDS,
    "cue_verb_or_noun",
    *CLASSES,
    "adverb_or_modifier",
    "claim_scope",
    "preposition",
    "nominal_verb",
    "predicate_verb",
    "mistagged_noun",
    "naming_verb",
    "having_verb",
    "inner_verb",
    "item_ending",
    "attributive_verb",
    "attributive_adverb",
    "use_verb",
    "manner_noun",
    "manner_noun_broad",
    "official_noun",
    "aiming_noun",
    "founding_transitive",
    "founding_transitive_weak",
    "founding_intransitive",
    "founding_intransitive_weak",
    "founding_verbal_noun",
    "founding_background",
    "false_founding",
    "release_transitive",
    "release_transitive_weak",
    "release_intransitive",
    "release_service_intransitive",
    "false_release",
    "policy_transitive",
    "policy_transitive_weak",
    "policy_intransitive",
    "policy_effective",
    "false_policy",
    "target_cue",
    "target_cue_strong",
    "target_verb",
    "false_target",
    "measure_verb",
    "count_verb",
    "growth_word",
    "speech_verb",
    "speech_verb_weak",
    "speech_single",
    "speech_mark_verb",
    "speech_setting",
    "false_speech",
)
"""Every list of heads.yaml, triggers.yaml, cues.yaml and words.yaml."""
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


@cache
def to_simplified() -> OpenCC:
    return OpenCC("t2s")


@pytest.mark.parametrize("name", OWN)
def test_every_word_is_simplified_and_free_of_blanks(name: str) -> None:
    words = lexicons()[name]
    assert [word for word in words if to_simplified().convert(word) != word or not word or any(map(str.isspace, word))] == []


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
