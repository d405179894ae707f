"""Releases: when two phrases of an article name one product."""

from datetime import date
from typing import Any

import pytest

from dashiji.article import Article
from dashiji.stages.resolve.releases import ReleaseName


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("SkyForge", "编程助手 SkyForge Preview", True),
        ("SkyForge-3 模型", "SkyForge-4 模型", False),
        ("新功能", "SkyForge 功能", True),
        ("智慧港口平台", "海滨市智慧港口平台", True),
        ("智慧港口平台", "数据交易平台", False),
        ("SkyForge 系列", "SkyForge V2", False),
        ("SkyForge 系列", "SkyForge", True),
        ("SkyForge-3.5", "SkyForge-3.5-Plus", False),
        ("SkyForge-3.5", "SkyForge-3.5 Preview", True),
    ],
)
def test_one_thing_told_twice_is_one_release(first: str, second: str, same: bool) -> None:
    names = ReleaseName(first, headline=False), ReleaseName(second, headline=False)
    assert names[0].same(names[1]) is same
    assert names[1].same(names[0]) is same


def test_a_class_noun_before_a_name_tells_what_it_is() -> None:
    described = ReleaseName("视频创作工具", headline=True)
    assert described.same(ReleaseName("SkyForge", headline=False, before="视频创作工具"))


def released(extractor: Any, text: str) -> dict[str, dict[str, list[str]]]:
    """The roles of every release in an article, by its product or dataset; dates by their value."""
    article = Article("invented", text, published=date(2026, 3, 2))
    found = [record for record in extractor.extract(article) if record.type.endswith("_released")]
    return {
        record.anchor.text: {
            role: [getattr(value, "value", None) or value.text for value in values] for role, values in record.arguments.items()
        }
        for record in found
    }


def test_a_heading_and_the_paragraph_below_tell_of_one_release(extractor: Any) -> None:
    text = "我国新一代海洋观测平台发布\n今天，我国自主研发的新一代海洋观测平台——“海镜”在海滨市发布。"
    assert len(released(extractor, text)) == 1


def test_two_paragraphs_may_tell_of_two_releases(extractor: Any) -> None:
    text = "海滨市政务平台上线。\n今天，临江市交通平台上线。"
    assert set(released(extractor, text)) == {"海滨市政务平台", "临江市交通平台"}


def test_the_day_on_which_a_reporter_learned_of_it_is_not_its_day(extractor: Any) -> None:
    told = released(extractor, "记者今天从海滨市政府获悉，海滨市政务服务平台正式上线。")
    assert "date" not in told["海滨市政务服务平台"]
    assert released(extractor, "今天，海滨市政务服务平台正式上线。")["海滨市政务服务平台"]["date"] == ["2026-03-02"]


def test_a_publisher_that_names_nobody_is_left_out(extractor: Any) -> None:
    assert "publisher" not in released(extractor, "第二届数字政府建设峰会举行，其间发布了“海湾通”服务平台。")["“海湾通”服务平台"]


def test_what_is_released_is_joined_to_the_name_told_later(extractor: Any) -> None:
    text = "玄穹科技发布 7B 参数模型，开源检索模型\n玄穹科技发布并开源了检索模型 SkySeek-1。"
    assert set(released(extractor, text)) == {"SkySeek-1"}


def test_hearsay_told_as_a_plan_stays_hearsay(extractor: Any) -> None:
    article = Article("invented", "这表明玄穹科技即将发布新一代模型 SkyForge-4。", title="玄穹科技新模型或将发布")
    (record,) = extractor.extract(article)
    assert (record.anchor.text, record.status) == ("SkyForge-4", "proposed")


def test_a_heading_may_shorten_the_name_told_below(extractor: Any) -> None:
    text = "海鸥电脑正式发布\n今天，首次应用海鸥操作系统的个人电脑在海滨市正式发布。"
    assert len(released(extractor, text)) == 1


def test_the_name_is_told_even_where_only_the_headline_has_it(extractor: Any) -> None:
    article = Article("invented", "玄穹科技发布了新一代检索模型。", title="玄穹科技发布 SkySeek-1 模型")
    assert [record.anchor.text for record in extractor.extract(article)] == ["SkySeek-1 模型"]


def test_a_space_in_a_headline_parts_what_stands_beside_it(extractor: Any) -> None:
    told = released(extractor, "联播快讯\n海滨电脑正式发布 国产操作系统实现重要突破\n今天，海滨市的春天来了，大家都很高兴。")
    assert set(told) == {"海滨电脑"}


@pytest.mark.parametrize(
    "text",
    [
        "该模型正逐步向 SkyPilot 和 SkyCanvas 推出。",
        "国家档案局今天发布全国档案系统“十四五”期间保护工作重要成就。",
        "晚会将在电视综合频道播出，海滨视频、海滨网等平台同步上线。",
    ],
)
def test_what_is_named_beside_a_release_is_not_released(extractor: Any, text: str) -> None:
    assert released(extractor, text) == {}


def test_a_product_released_by_somebody_else_is_no_publisher(extractor: Any) -> None:
    told = released(extractor, "玄穹科技正式发布 SkyForge-3 模型。目前，SkyForge-3 已全量上线，同时开源了交互系统 SkyRoom。")
    assert told["SkyRoom"]["publisher"] == ["玄穹科技"]


def test_who_announces_a_release_is_its_publisher(extractor: Any) -> None:
    told = released(extractor, "玄穹科技宣布 SkyForge-3 正式上线。")
    assert told["SkyForge-3"]["publisher"] == ["玄穹科技"]


@pytest.mark.parametrize(
    ("title", "text", "publisher"),
    [
        ("SkyForge 连更两个版本", "官方随后发布了 2026.3.23 版本。", ["SkyForge"]),
        ("玄穹科技收购海鸥实验室", "官方介绍了计划，SkyVoice-2 模型即将发布。", ["玄穹科技"]),
        ("SkyForge 桌面版迎来新功能", "SkyForge 桌面版正式上线。", None),
        ("海滨市迎来好消息", "智慧港口平台正式上线。", None),
    ],
)
def test_who_opens_the_headline_releases_what_nobody_else_does(extractor: Any, title: str, text: str, publisher: list[str] | None) -> None:
    article = Article("invented", text, title=title, published=date(2026, 3, 2))
    told = [record for record in extractor.extract(article) if record.type == "product_released"]
    assert [[value.text for value in record.arguments.get("publisher", ())] or None for record in told] == [publisher]


def test_the_day_before_a_clause_of_learning_is_that_of_the_reporter(extractor: Any) -> None:
    told = released(extractor, "3月1日，从海滨市政府召开的发布会上获悉，海滨市政务服务平台正式上线。")
    assert "date" not in told["海滨市政务服务平台"]


def test_people_without_a_name_release_nothing(extractor: Any) -> None:
    assert "publisher" not in released(extractor, "知情人士透露，SkyForge 4 模型预计 5 月上市。")["SkyForge 4 模型"]
