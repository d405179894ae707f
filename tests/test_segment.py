"""Segmentation: words that cover the text, names and numbers that hold together, corrections from the lexicons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.data import data_root
from dashiji.gazetteer import load_gazetteer
from dashiji.rulebook.lexicon import load_lexicons
from dashiji.stages.script import fold
from dashiji.stages.segment import UNKNOWN, Cutter, JiebaCutter, RjiebaCutter, dictionary_words, make_cutter, segment

LEXICONS = load_lexicons(data_root() / "rules" / "lexicons")
WORDS = dictionary_words(LEXICONS, load_gazetteer())
CUTTER = make_cutter(WORDS)


@pytest.fixture(scope="module")
def reference() -> Cutter:
    """The cutter in Python, which takes a second to load."""
    return JiebaCutter(WORDS)


def cut(text: str) -> str:
    """The words of a text, set off by bars."""
    return "|".join(token.text for token in segment(text, 0, len(text), CUTTER))


def tags(text: str) -> dict[str, str]:
    """The tag of each word of a text."""
    return {token.text: token.tag for token in segment(text, 0, len(text), CUTTER)}


@pytest.mark.parametrize(
    "name",
    [
        "LFM2-24B-A2B",
        "GPT-4o",
        "GPT-4o-mini",
        "GLM-4.5V",
        "v2.0",
        "v2.0.1",
        "Qwen3.5",
        "Llama-3.1-8B-Instruct",
        "3.5-turbo",
        "iPhone16Pro",
        "C++",
        "Node.js",
        "R&D",
        "O’Reilly",
        "5G",
        "100kW",
        "ＡＩ",
        "Ångström",
        "Москва",
    ],
)
def test_latin_names_hold_together(name: str) -> None:
    assert cut(f"团队用{name}做实验") == f"团队|用|{name}|做|实验"
    assert tags(f"团队用{name}做实验")[name] == "eng"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("共1,234,567人", "共|1,234,567|人"),
        ("1,2,3号楼", "1|,|2|,|3|号|楼"),
        ("占比2.5%", "占比|2.5|%"),
        ("圆周率是3.14.", "圆周率|是|3.14|."),
        ("１２３人到场", "１２３|人|到场"),
        ("2.0版", "2.0|版"),
    ],
)
def test_numbers(text: str, words: str) -> None:
    assert cut(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("校方27日称", "校方|27|日|称"),
        ("3月27日下午", "3|月|27|日|下午"),
        ("12时起施行", "12|时|起|施行"),
        ("10时许到达", "10|时许|到达"),
        ("2026年初印发", "2026|年初|印发"),
        ("2025年底前完成", "2025|年底|前|完成"),
        ("5年内建成", "5|年|内|建成"),
        ("5年级学生", "5|年级|学生"),
        ("上世纪90年代", "上|世纪|90|年代"),
        ("30分钟到达", "30|分钟|到达"),
        ("折合100日元", "折合|100|日元"),
        ("日称", "日|称"),
    ],
)
def test_units_of_time_stay_with_their_number(text: str, words: str) -> None:
    assert cut(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("校方发表声明后离场", "校方|发表|声明|后|离场"),
        ("茶馆正式成立", "茶馆|正式|成立"),
        ("进一步提高效率", "进一步|提高|效率"),
        ("南山大学校长", "南山|大学|校长"),
        ("将会公布", "将|会|公布"),
        ("雨花台区", "雨花台区"),
        ("警务处长到场", "警务处长|到场"),
        ("通义千问", "通义千问"),
    ],
)
def test_corrections_of_the_dictionary(text: str, words: str) -> None:
    assert cut(text) == words


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("力争", "v"),
        ("数据集", "n"),
        ("正式", "d"),
        ("今早", "t"),
        ("该公司", "r"),
        ("高质量", "a"),
        ("国资委", "nt"),
        ("雨花台区", "ns"),
        ("豆包", "nz"),
        ("，", "x"),
        ("12", "m"),
    ],
)
def test_tags_from_the_lexicons(word: str, tag: str) -> None:
    assert tags(word) == {word: tag}


def test_unknown_words_are_tagged_so() -> None:
    assert tags("潘功胜") == {"潘功胜": UNKNOWN}


@pytest.mark.parametrize("lexicon", [name for name in sorted(LEXICONS) if name.startswith("tagged_")])
def test_no_later_source_takes_a_tag_back(lexicon: str) -> None:
    ambiguous = set(LEXICONS["place_ambiguous"])
    assert {WORDS[word] for word in LEXICONS[lexicon] if word not in ambiguous} == {lexicon.removeprefix("tagged_")}


@pytest.mark.parametrize("entry", LEXICONS["split_words"])
def test_words_to_split_are_split(entry: str) -> None:
    assert cut(entry.replace("|", "")) == entry


@pytest.mark.parametrize(
    ("run", "words"),
    [("明显提高", "明显|提高"), ("不断完善", "不断|完善"), ("明显优势", "明显|优势"), ("共同愿望", "共同|愿望"), ("日常生活", "日常生活")],
)
def test_adverbs_are_cut_from_the_verb(run: str, words: str) -> None:
    assert cut(run) == words


def test_a_split_part_may_split_again() -> None:
    cutter = make_cutter({"乙丙": "乙|丙", "甲乙丙": "甲|乙丙"})
    assert [word for word, _ in cutter.cut("甲乙丙")] == ["甲", "乙", "丙"]


def test_dictionary_is_in_order_and_without_ambiguous_places() -> None:
    assert list(WORDS) == sorted(WORDS)
    assert not set(WORDS) & set(LEXICONS["place_ambiguous"])


def test_offsets_are_those_of_the_document() -> None:
    text = "标题\n𠮷野😀：GPT-4o在3月1日发布。"
    tokens = segment(text, 3, len(text), CUTTER)
    assert tokens[0].start == 3
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert [(t.start, t.end) for t in tokens if t.text == "GPT-4o"] == [(7, 13)]


SAMPLE = "市长27日称将会在2026年底前成立数据局发表声明，。《》“” \n\t　GPT-4o v2.0.1Ｖ５％+&'’_àЖ😀👨‍👩‍👧𠮷𠵾e\u0301\ud800"
ALPHABET = st.sampled_from(SAMPLE) | st.characters()


@given(st.text(ALPHABET, max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_words_cover_the_span_without_gap_or_overlap(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    at = start
    for token in segment(text, start, end, CUTTER):
        assert token.start == at < token.end
        assert token.text == text[token.start : token.end]
        assert token.tag
        at = token.end
    assert at == end


SENTENCES = (
    "省里27日称，将会在2026年底前成立三家数据交易中心",
    "蓝湖研究院联合南山大学发表声明，正式成立海洋观测联盟",
    "开源模型LFM2-24B-A2B与GPT-4o在评测中打成平手",
    "雨花台区教育局局长欧阳文涛介绍，两所新校9月开学",
    "会议指出，要进一步提高供水能力，力争到2027年覆盖全部乡镇",
    "吴某案开庭，法官称证据充分",
    "該市衞生署發佈指引，呼籲市民於颱風期間留在室內",
    "臺北一家軟體公司與日本夥伴簽約，計畫今年底推出新系統",
    "這項條例由立法機關通過，並於下月1日起施行",
    "發言人表示，兩地海關將擴大合作，著力便利旅客過關",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_cutters_give_the_same_words(sentence: str, reference: Cutter) -> None:
    pytest.importorskip("rjieba")
    text = fold(sentence)
    assert segment(text, 0, len(text), RjiebaCutter(WORDS)) == segment(text, 0, len(text), reference)


@given(text=st.text("省市长成立数据局发表声明将会在称案两该名人工智能学院海关总署大学校长习近平正式"))
def test_both_cutters_give_the_same_words_on_any_run(text: str, reference: Cutter) -> None:
    assert segment(text, 0, len(text), CUTTER) == segment(text, 0, len(text), reference)


@pytest.mark.parametrize(
    ("text", "tag"), [("污水收集率均达到95%", "n"), ("排水率、供电率", "n"), ("省长率代表团访问", "v"), ("率代表团", "v")]
)
def test_rates_are_nouns(text: str, tag: str) -> None:
    assert tags(text).get("率", "n") == tag


def test_a_name_keeps_the_character_that_an_adverb_would_take() -> None:
    cutter = make_cutter(WORDS | {"钱正": "nr"})
    assert "|".join(word for word, _ in cutter.cut("主席钱正在北京会见来宾")) == "主席|钱正|在|北京|会见|来宾"
    assert "|".join(word for word, _ in cutter.cut("主席正在北京会见来宾")) == "主席|正在|北京|会见|来宾"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("总统查波互致贺电", "总统|查波|互|致贺电"),
        ("在京同总统举行会谈", "在|京|同|总统|举行|会谈"),
        ("外交部早些时候称", "外交部|早些时候|称"),
    ],
)
def test_words_are_cut_off_what_only_stands_beside_them(text: str, words: str) -> None:
    assert cut(text) == words
