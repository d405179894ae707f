"""Releases: when two phrases of an article name one product."""

import pytest

from dashiji.stages.resolve.releases import ReleaseName


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("SkyForge", "编程助手 SkyForge Preview", True),
        ("SkyForge-3 模型", "SkyForge-4 模型", False),
        ("新功能", "SkyForge 功能", True),
        ("智慧港口平台", "海滨市智慧港口平台", True),
        ("智慧港口平台", "数据交易平台", False),
    ],
)
def test_one_thing_told_twice_is_one_release(first: str, second: str, same: bool) -> None:
    names = ReleaseName(first, headline=False), ReleaseName(second, headline=False)
    assert names[0].same(names[1]) is same
    assert names[1].same(names[0]) is same


def test_a_class_noun_before_a_name_tells_what_it_is() -> None:
    described = ReleaseName("视频创作工具", headline=True)
    assert described.same(ReleaseName("SkyForge", headline=False, before="视频创作工具"))
