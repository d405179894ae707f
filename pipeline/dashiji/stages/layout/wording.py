"""The wording that gives bylines, datelines, captions and standing lines away, read from the lexicons once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dashiji.data import data_root
from dashiji.rulebook.lexicon import load_lexicons

_NAMES = r"[\u3400-\u9fff·•A-Za-z]{1,20}(?:[ \u3000、/／,，;；&]{1,4}[\u3400-\u9fff·•A-Za-z]{1,20}){0,7}"


@dataclass(frozen=True, slots=True)
class Wording:
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
def wording() -> Wording:
    """Compile the patterns from `rules/lexicons/layout.yaml`."""
    lexicons = load_lexicons(data_root() / "rules" / "lexicons", "layout")
    label = _any(lexicons["byline_labels"])
    labels = rf"(?:{label})(?:[、及和与/／和 ]{{1,2}}(?:{label}))*"
    outlet = _any(lexicons["news_outlets"])
    return Wording(
        byline=re.compile(
            rf"[（(【〔\[*▎■◎]?\s*{labels}\s*(?:[:：︰/／|｜]\s*[^。？！，]{{0,40}}|[ \u3000]+{_NAMES})?\s*[）)】〕\]*]?|"
            rf"[（(【〔\[]\s*{labels}{_NAMES}\s*[）)】〕\]]"
        ),
        credit=re.compile(
            rf"《[^》]{{2,20}}》(?:微信号|客户端|网站)?|[0-9]{{4}}[.\-/年][0-9]{{1,2}}(?:[.\-/月][0-9]{{1,2}}日?)?|[\u3400-\u9fff·]{{2,4}}|"
            rf"[\u3400-\u9fff]{{2,10}}(?:网|报|社|宣)|{_NAMES}"
        ),
        credit_at_end=re.compile(
            rf"[（(【〔]\s*(?:{labels}(?:\s*[:：︰/／]\s*|[ \u3000]*){_NAMES}|(?:图|图片)\s*[:：︰/／][^（）()【】〔〕]{{1,40}}|完)\s*"
            r"[）)】〕]\Z|"
            r"(?<=[。！？”」])(?:摘自|完)\Z"
        ),
        dateline=re.compile(
            r"(?:[（(【〔\[][^（()）【】〔〕\[\]。]{0,40}(?:电|讯|报道|报导|消息|编译)[）)】〕\]]|「本报讯」|"
            rf"(?:{outlet})(?:[^，,。：:；;！？（()）\s\d]|\d(?!\d{{8}})){{0,24}}?"
            r"(?:\d日专?电|(?:消息|讯|电|报道)(?=\s*[:：（(])|讯(?=\s)))"
            r"(?:\s*[（(][^（()）。]{1,40}[）)])?\s*[:：]?\s*"
        ),
        image=re.compile(rf"!\[[^\]]{{0,500}}\]\([^)]{{0,2000}}\)\s*\Z|[△▲▼◢↑]|[（(【\[]?(?:{_any(lexicons['image_labels'])})"),
        boilerplate=re.compile(rf"[^\w\u3400-\u9fff]{{0,4}}(?:{_any(lexicons['boilerplate_openers'])})"),
        link_list=re.compile(rf"[^\w\u3400-\u9fff]{{0,4}}(?:{_any(lexicons['link_list_openers'])})"),
        abbreviations=frozenset(lexicons["latin_abbreviations"]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
