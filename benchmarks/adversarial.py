"""Texts that nobody writes, of any length, on which a careless reader takes time that grows faster than the text."""

from collections.abc import Callable, Mapping

_SURNAMES, _GIVEN = "林王赵陈周吴徐孙马朱", "一海明安文志国建华平"


def _person(number: int) -> str:
    """A name of three characters, another one for each number up to a thousand."""
    return _SURNAMES[number % 10] + _GIVEN[number // 10 % 10] + _GIVEN[number // 100 % 10]


TEXTS: Mapping[str, Callable[[int], str]] = {
    "open brackets": lambda length: "（" * length + "海滨市数据局揭牌成立。",
    "nested brackets": lambda length: "（" * (length // 2) + "海滨市数据局揭牌成立" + "）" * (length // 2),
    "one sentence of clauses": lambda length: "海滨市数据局今年新增企业35家，同比增长5%，" * (length // 22),
    "one sentence without a mark": lambda length: "海滨市数据局成立" * (length // 8),
    "quantities": lambda length: "5家、" * (length // 3) + "企业成立",
    "determiners": lambda length: "该" * length + "成立",
    "relative clauses": lambda length: "成立的" * (length // 3),
    "digits": lambda length: "1" * length + "家企业成立",
    "times": lambda length: "2026年3月1日" * (length // 9) + "成立",
    "titles": lambda length: "《海滨市条例》" * (length // 7) + "发布",
    "persons": lambda length: "局长林一舟、" * (length // 6) + "表示",
    "one product after the other": lambda length: "".join(f"甲公司发布Kit{number}模型。" for number in range(length // 13)),
    "one speaker after the other": lambda length: "".join(
        f"海滨市市长{_person(number)}会见来宾时表示，去年产值达{number}亿元。" for number in range(length // 27)
    ),
    "one statement over and over": lambda length: "林一舟表示，海滨市将发布条例。" * (length // 15),
}
"""By name: a text of about so many characters."""
