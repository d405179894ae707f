"""What a user would write by hand: OpenCC, jieba.posseg and twenty regular expressions, one article after the other.

Honest and complete: converts to simplified script, tags every sentence, and keeps what its patterns find of the eight event types
with their anchors, dates and quantities. It is what `speed.py` measures dashiji against.
"""

import re
from collections.abc import Iterator

import jieba.posseg
from opencc import OpenCC

_NAME = r"[\u4e00-\u9fffA-Za-z0-9“”·\-]{2,24}?"
_NUMBER = r"[0-9][0-9,.]*(?:余|多)?[万亿]*"
_UNIT = r"(?:元|美元|港元|家|个|款|人|项|吨|公里|%|倍|台|套|辆|户|件|次|所|名)"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("agency_founded", rf"(?P<anchor>{_NAME}(?:局|委员会|办公室|厅|署|法院|检察院|领导小组|指挥部))(?:今天|正式)?(?:揭牌|挂牌|成立)"),
        ("agency_founded", rf"(?:成立|组建|设立)了?(?P<anchor>{_NAME}(?:局|委员会|办公室|厅|署|法院|检察院|领导小组|指挥部))"),
        ("organization_founded", rf"(?P<anchor>{_NAME}(?:公司|集团|研究院|实验室|中心|联盟|协会|基金))(?:今天|正式)?(?:揭牌|成立)"),
        ("organization_founded", rf"(?:成立|组建|设立)了?(?P<anchor>{_NAME}(?:公司|集团|研究院|实验室|中心|联盟|协会|基金|学院))"),
        ("dataset_released", rf"(?:发布|开源|公开)了?(?P<anchor>{_NAME}(?:数据集|语料库|数据库|基准))"),
        ("product_released", rf"(?:发布|推出|上线|开源)了?(?P<anchor>{_NAME}(?:模型|系统|平台|机器人|芯片|产品|应用))"),
        ("product_released", rf"(?P<anchor>{_NAME}(?:模型|系统|平台|机器人|芯片|产品|应用))正式(?:发布|上线|亮相)"),
        ("policy_issued", r"(?:印发|出台|发布|公布|通过)了?《(?P<anchor>[^》]+)》"),
        ("policy_issued", r"《(?P<anchor>[^》]+(?:条例|办法|规定|意见|方案|规划|法))》.{0,12}(?:施行|实施|生效)"),
        ("target_set", rf"到(?P<date>20\d\d)年.{{0,12}}?(?P<anchor>{_NAME})(?:达到?|突破|超过)(?P<quantity>{_NUMBER}{_UNIT})"),
        ("target_set", rf"(?:力争|计划|目标).{{0,20}}?(?P<quantity>{_NUMBER}{_UNIT})(?P<anchor>{_NAME})[，。；]"),
        ("metric_reported", rf"(?P<anchor>{_NAME})(?:达到?|为|突破|超过)(?P<quantity>{_NUMBER}{_UNIT})"),
        ("metric_reported", rf"(?P<anchor>{_NAME})(?:同比|环比)(?:增长|下降|上升)(?P<quantity>[0-9.]+%)"),
        ("metric_reported", rf"(?P<quantity>{_NUMBER}(?:家|个|款|人|项))(?P<anchor>{_NAME})[，。；、]"),
        ("statement_made", rf"(?P<anchor>{_NAME})(?:表示|指出|认为|强调|宣布|透露|回应)[，：]"),
        ("statement_made", r"”(?P<anchor>[\u4e00-\u9fff]{2,10})(?:说|称)"),
        ("statement_made", r"(?P<anchor>[\u4e00-\u9fff]{2,8}(?:发言人|负责人))(?:说|称|表示|介绍)"),
    )
)
DATES = (
    re.compile(r"20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?"),
    re.compile(r"\d{1,2}月\d{1,2}日"),
    re.compile(r"今天|昨天|去年|今年|明年|上半年|前三季度"),
)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def make() -> "Baseline":
    """Load what the script loads."""
    return Baseline()


class Baseline:
    """The script, its dictionaries loaded."""

    def __init__(self) -> None:
        self._opencc = OpenCC("t2s")
        jieba.initialize()

    def extract(self, text: str) -> list[dict[str, str]]:
        """Events of one article as flat dictionaries."""
        return list(self._events(self._opencc.convert(text)))

    def _events(self, text: str) -> Iterator[dict[str, str]]:
        for sentence in _SENTENCE.findall(text):
            words = [(word.word, word.flag) for word in jieba.posseg.cut(sentence)]
            names = [word for word, flag in words if flag in ("nr", "ns", "nt", "nz")]
            dates = [match for pattern in DATES for match in pattern.findall(sentence)]
            for kind, pattern in PATTERNS:
                for match in pattern.finditer(sentence):
                    event = {"type": kind, **{key: value for key, value in match.groupdict().items() if value}}
                    if dates:
                        event.setdefault("date", dates[0])
                    if names:
                        event["names"] = " ".join(names)
                    yield event
