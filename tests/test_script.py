"""Script folding: right on traditional, simplified and mixed text, and index for index on any text."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.data import data_root
from dashiji.stages.script import fold

NEWS = data_root().parent / "shared" / "data" / "news"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("南京雨花臺區人工智能發展局", "南京雨花台区人工智能发展局"),
        ("全國范圍內僅有兩個城區", "全国范围内仅有两个城区"),
        ("這一舉措背后", "这一举措背后"),
        ("南京于2026年年初便發布", "南京于2026年年初便发布"),
        ("上海緯鈦科技", "上海纬钛科技"),
        ("他於倫敦發佈了新規畫", "他于伦敦发布了新规划"),
        ("隨著成效顯著，他帶著一部名著", "随着成效显著，他带着一部名著"),
        ("司法覆核與回覆，覆蓋全港", "司法复核与回复，覆盖全港"),
        ("衞生署說明市民計畫", "卫生署说明市民计划"),
        ("海濱島與赤鱲角", "海滨岛与赤鱲角"),
        ("設計畫面與計畫", "设计画面与计划"),
        ("乾隆年間的餅乾", "乾隆年间的饼干"),
        ("藉此慰藉，據瞭解瞭望塔", "借此慰藉，据了解瞭望塔"),
        ("沈先生沈默，心情沈重", "沈先生沉默，心情沉重"),
        ("核心程序與序列軟件質量", "核心程序与序列软件质量"),
        ("錢鍾書與鍾先生", "钱锺书与钟先生"),
    ],
)
def test_folds_to_simplified(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text",
    [
        "皇后大道中的后勤部门，要么干脆，什么都干",
        "首批覆盖十县，颠覆传统，显著提升，著名著作原著",
        "瞭望塔下的于先生抬头看了看台州",
        "乾坤湾景区与皇太后",
        "一只船、吃饭、才能、参加、群众、峰会",
        "Qwen3.5：１２３４，ＡＢＣ　（全角）“引号”「内」",
    ],
)
def test_leaves_simplified_text_alone(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("發展局揭牌", "发展局揭牌"), ("𠵾𫝆\U0001f600👨‍👩‍👧é\r\n臺北", "𠵾𫝆\U0001f600👨‍👩‍👧é\r\n台北"), ("ＧＤＰ增長％", "ＧＤＰ增长％")],
)
def test_keeps_every_index(traditional: str, simplified: str) -> None:
    assert fold(traditional) == simplified
    assert len(fold(traditional)) == len(traditional)


@given(st.text() | st.text(alphabet="著覆乾計畫瞭解面臺\r\n👨‍é𠮷ＡＢ 12，。名顯批"))
def test_any_text_keeps_its_length_and_other_characters(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert all(before == after for before, after in zip(text, folded, strict=True) if ord(before) < 0x3400)


@given(st.text(alphabet="发展局范围背后于年初显计划回复，。"))
def test_simplified_characters_never_change(text: str) -> None:
    assert fold(text) == text


def test_folding_distributes_over_lines() -> None:
    lines = ["計畫", "顯著", "回覆"]
    assert fold("\n".join(lines)) == "\n".join(map(fold, lines))


def test_ten_thousand_contested_characters_fold_fast() -> None:
    assert fold("著" * 100_000) == "着" * 100_000


@pytest.mark.skipif(not NEWS.is_dir(), reason="the news archives are not at hand")
def test_mainland_archive_hardly_changes() -> None:
    total = changed = 0
    with gzip.open(NEWS / "hans.jsonl.gz", "rt", encoding="utf-8") as archive:
        for number, line in enumerate(archive):
            if number % 10 == 0:
                text = json.loads(line)["text"]
                total += len(text)
                changed += sum(before != after for before, after in zip(text, fold(text), strict=True))
    assert changed <= total * 2e-5


def test_the_seed_folds_once() -> None:
    article = json.loads((data_root() / "seeds" / "seed.docs.jsonl").read_text(encoding="utf-8"))
    assert fold(article["text"]) != article["text"]
    assert fold(fold(article["text"])) == fold(article["text"])
