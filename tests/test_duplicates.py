"""Articles that repeat others: copies, reprints and corrupted mirrors are found, new events in old words are not."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashiji.article import Article, Duplicate, DuplicateKind
from dashiji.duplicates import mark
from dashiji.duplicates.fingerprint import HASHES, take_fingerprint
from dashiji.stages.read import Failure

TEXT = (
    "2026年3月5日，海滨市数据管理局在滨海新区揭牌成立。市长林一舟表示，到2027年，全市数据产业规模将达到500亿元，培育一百家骨干企业。"
    "新机构承担全市公共数据的归集、治理与开放工作，首批开放交通、气象、医疗等领域的数据集。海滨大学同日发布港口调度数据集，"
    "供研究者免费下载。当地企业认为，统一的数据目录有助于降低采购成本，也方便外地客商了解当地产业。"
)
TRADITIONAL = (
    "2026年3月5日,海濱市數據管理局在濱海新區揭牌成立。市長林一舟表示,到2027年,全市數據產業規模將達到500億元,培育一百家骨幹企業。\n\n"
    "新機構承擔全市公共數據的歸集、治理與開放工作,首批開放交通、氣象、醫療等領域的數據集。海濱大學同日發布港口調度數據集,"
    "供研究者免費下載。當地企業認為,統一的數據目錄有助於降低採購成本,也方便外地客商瞭解當地產業。"
)
OTHER = (
    "临江区教育局近日公布新学年招生办法，明确小学入学按户籍与居住地就近安排。办法取消了往年的面谈环节，改为网上登记和现场核验两步。"
    "家长可在区政务服务网查询学位余量，随迁子女凭居住证办理。区教育局局长周望川说，今年新增两所小学，学位紧张的片区将得到缓解。"
)
PINYIN = {"百": "bǎi", "业": "yè", "数": "shù", "据": "jù", "市": "shì", "学": "xué", "发": "fā"}


def corrupted(text: str) -> str:
    """As scrapers leave a text behind that was set with pinyin over its characters, and with markup in between."""
    noisy = "".join(f"{character}({PINYIN[character]})" if character in PINYIN else character for character in text)
    return noisy.replace("。", "。<br/>&nbsp;")


def marks(*texts: str, dates: Sequence[date | None] = ()) -> list[Duplicate | None]:
    days = [*dates, *[None] * (len(texts) - len(dates))]
    items = [Article(f"n{number}", text, published=day) for number, (text, day) in enumerate(zip(texts, days, strict=True))]
    return [item.duplicate for item in mark(items) if isinstance(item, Article)]


EXACT, NEAR = Duplicate("n0", DuplicateKind.EXACT), Duplicate("n0", DuplicateKind.NEAR)


class TestMark:
    @pytest.mark.parametrize(
        ("mirror", "found"),
        [
            (TEXT, EXACT),
            (TRADITIONAL, EXACT),
            (TEXT.replace("，", " , ").replace("2026", "２０２６"), EXACT),
            (corrupted(TEXT), NEAR),
            (corrupted(TRADITIONAL).replace("產業", "產業(yè)"), NEAR),
            ("本文转载自海滨日报\n" + TEXT + "（责任编辑：周望川）", NEAR),
            (TEXT.removesuffix("也方便外地客商了解当地产业。"), NEAR),
            (OTHER, None),
            (TEXT[:80] + OTHER, None),
        ],
    )
    def test_mirrors(self, mirror: str, found: Duplicate | None) -> None:
        assert marks(TEXT, OTHER[::-1], mirror) == [None, None, found]

    def test_a_new_event_in_old_words_is_none(self) -> None:
        assert marks(TEXT, TEXT.replace("500亿元", "600亿元")) == [None, None]
        assert marks(TEXT, TEXT.replace("一百家", "二百家")) == [None, None]

    def test_nor_is_what_comes_again_after_long(self) -> None:
        reprint = f"转载：{TEXT}"
        assert marks(TEXT, reprint, dates=(date(2026, 3, 5), date(2026, 4, 5))) == [None, NEAR]
        assert marks(TEXT, reprint, dates=(date(2026, 3, 5), date(2027, 3, 5))) == [None, None]
        assert marks(TEXT, reprint, dates=(date(2026, 3, 5),)) == [None, NEAR]
        assert marks(TEXT, TEXT, dates=(date(2026, 3, 5), date(2027, 3, 5))) == [None, EXACT]

    def test_short_texts_must_be_the_same(self) -> None:
        assert marks("海滨市数据局成立。", "海滨市数据局成立了。", "海濱市數據局成立") == [None, None, EXACT]

    def test_a_mark_names_an_article_that_has_none(self) -> None:
        assert marks(TEXT, f"转载：{TEXT}", f"转载：{TEXT}", TEXT) == [None, NEAR, NEAR, EXACT]

    def test_failures_pass_through(self) -> None:
        items = [Failure("a:1", "broken"), Article("a", TEXT), Failure("a:2", "broken"), Article("b", TEXT)]
        assert list(mark(items)) == [*items[:3], replace(items[3], duplicate=Duplicate("a", DuplicateKind.EXACT))]  # type: ignore[type-var]

    @given(st.lists(st.sampled_from([TEXT, OTHER, corrupted(TEXT), "甲局成立。", ""]), max_size=8))
    def test_marks_hang_on_what_came_before_alone(self, texts: list[str]) -> None:
        every = marks(*texts)
        assert all(marks(*texts[:count]) == every[:count] for count in range(len(texts)))


class TestFingerprint:
    def test_pinyin_and_markup_leave_the_signature(self) -> None:
        clean, noisy = take_fingerprint(TEXT), take_fingerprint(corrupted(TEXT))
        assert clean.digest != noisy.digest
        assert (clean.signature == noisy.signature).all()
        assert clean.numbers == noisy.numbers

    def test_the_share_of_equal_values_is_that_of_common_grams(self) -> None:
        chance = random.Random(3)
        words = [chr(chance.randrange(0x4E00, 0x9000)) for _ in range(3000)]
        some, others = take_fingerprint("".join(words[:2000])), take_fingerprint("".join(words[1000:]))
        assert (some.signature == others.signature).mean() == pytest.approx(1 / 3, abs=0.18)
        assert len(some.signature) == HASHES

    @given(st.text(max_size=200))
    def test_any_text_has_one(self, text: str) -> None:
        assert take_fingerprint(text).digest == take_fingerprint(f" {text}\n").digest
