"""The wording that gives bylines, datelines, captions and standing lines away, compiled from the lexicons once."""

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from dashiji.rulebook.lexicon import Lexicons, shipped_lexicons

_NAMES = r"[\u3400-\u9fff·•A-Za-z]{1,20}(?:[ \u3000、/／,，;；&]{1,4}[\u3400-\u9fff·•A-Za-z]{1,20}){0,7}"


class Wording(Struct, frozen=True, gc=False):
    """Patterns over folded text; each is anchored by the caller (`match`, `fullmatch`, `search`)."""

    byline: re.Pattern[str]
    credit: re.Pattern[str]
    credit_at_end: re.Pattern[str]
    dateline: re.Pattern[str]
    image: re.Pattern[str]
    boilerplate: re.Pattern[str]
    link_list: re.Pattern[str]
    abbreviations: frozenset[str]


@cache
def shipped_wording() -> Wording:
    """The wording of the shipped lexicons."""
    return make_wording(shipped_lexicons())


def make_wording(lexicons: Lexicons) -> Wording:
    """Compile the patterns from the words of `lexicons/layout.yaml`."""
    label = _any(lexicons["byline_labels"])
    labels = rf"(?:{label})(?:[、及和与/／和 ]{{1,2}}(?:{label}))*"
    outlet = _any(lexicons["news_outlets"])
    links = _any(lexicons["link_list_openers"])
    lead = r"[^\w\u3400-\u9fff]{0,4}"
    return Wording(
        byline=re.compile(
            rf"[（(【〔\[*▎■◎]?\s*{labels}\s*(?:[:：︰/／|｜]\s*[^。？！，]{{0,40}}|[ \u3000]+{_NAMES})?\s*[）)】〕\]*]?|"
            rf"[（(【〔\[]\s*{labels}{_NAMES}\s*[）)】〕\]]|"
            r"《[^》]{1,18}[报网刊志]》|[0-9]{4}[.\-/年][0-9]{1,2}[.\-/月][0-9]{1,2}日?"
        ),
        credit=re.compile(
            r"《[^》]{2,20}》(?:微信号|客户端|网站)?|[0-9]{4}[.\-/年][0-9]{1,2}(?:[.\-/月][0-9]{1,2}日?)?|"
            r"[\u3400-\u9fff]{2,10}(?:网|报|社|宣)|[\u3400-\u9fff·]{2,4}(?:[ \u3000、]{1,2}[\u3400-\u9fff·]{2,4}){0,7}"
        ),
        credit_at_end=re.compile(
            rf"[（(【〔]\s*(?:{labels}[ \u3000]*{_NAMES}|(?:{labels}|图|图片)\s*[:：︰/／][^（）()【】〔〕。]{{1,60}}|完)\s*[）)】〕]\s*"
            r"[0-9]{0,8}\Z|"
            rf"(?<=[。！？”」])\s*(?:摘自|完|{outlet})\Z"
        ),
        dateline=re.compile(
            r"(?:[（(【〔\[][^（()）【】〔〕\[\]。]{0,40}(?:电|讯|报道|报导|消息|编译)[）)】〕\]]|「本报讯」|"
            rf"(?:{outlet})(?:[^，,。：:；;！？（()）\s\d]|\d(?!\d{{8}})){{0,24}}?"
            r"(?:\d日专?电|(?:消息|讯|电|报道)(?=\s*[:：（(])|讯(?=\s)))"
            r"(?:\s*[（(][^（()）。]{1,40}[）)])?\s*[:：]?\s*"
        ),
        image=re.compile(rf"!\[[^\]]{{0,500}}\]\([^)]{{0,2000}}\)\s*\Z|[△▲▼◢↑]|[（(【\[]?(?:{_any(lexicons['image_labels'])})"),
        boilerplate=re.compile(rf"{lead}(?:{_any(lexicons['boilerplate_openers'])}|(?:{links})\s*(?:[:：︰]|[^\w\u3400-\u9fff]{{0,4}}\Z))"),
        link_list=re.compile(rf"{lead}(?:{links})[^\w\u3400-\u9fff]{{0,4}}"),
        abbreviations=frozenset(lexicons["latin_abbreviations"]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
