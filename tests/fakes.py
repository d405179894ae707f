"""A pipeline that stands in for the real one in tests of runs: quick to load, and deadly where its articles say so."""

import os
import signal
import time
from pathlib import Path

from dashiji.article import Article
from dashiji.errors import ArticleError
from dashiji.records import EntityValue, EventType, Evidence, IdMint, Lineage, Record, Status, TextSpan, content_digest

KILLS, HANGS, GROWS, STUMBLES, IS_BAD, KILLS_ONCE = "杀死", "不停", "膨胀", "出错", "坏的", "杀一次"


class FakeExtractor:
    """Reads a founding wherever 成立 stands, and does what the words above say."""

    def __init__(self, rules: Path | None) -> None:
        self._marks = rules

    def extract(self, article: Article) -> list[Record]:
        text = article.document
        if KILLS in text or (KILLS_ONCE in text and self._first_time(article)):
            os.kill(os.getpid(), signal.SIGKILL)
        while HANGS in text:
            time.sleep(0.01)
        if GROWS in text:
            bytearray(1 << 33)
        if STUMBLES in text:
            raise KeyError("fault")
        if IS_BAD in text:
            raise ArticleError(f"{article.origin}: the article is bad; mend it")
        mint = IdMint(article.id)
        return [founding(article, start, mint) for start in range(len(text)) if text.startswith("成立", start)]

    def _first_time(self, article: Article) -> bool:
        mark = Path(os.environ["DASHIJI_TEST_MARKS"], article.id)
        if mark.exists():
            return False
        mark.touch()
        return True


def load(rules: Path | None = None) -> FakeExtractor:
    """What `dashiji.load` is for the real pipeline."""
    return FakeExtractor(rules)


def founding(article: Article, start: int, mint: IdMint) -> Record:
    """The record of an agency named by the four characters before 成立."""
    begin, end = max(0, start - 4), start + 2
    text = article.document[begin:start] or "局"
    arguments = {"agency": (EntityValue(text=text, start=begin, end=begin + len(text), normalized=text, kind="agency"),)}
    trigger = TextSpan(text="成立", start=start, end=end)
    evidence = (Evidence(text=article.document[begin:end], start=begin, end=end, trigger=trigger, rule="fake.founding"),)
    kind, status = EventType.AGENCY_FOUNDED, Status.HAPPENED
    return Record(
        id=mint.mint(kind, evidence[0].text),
        content_digest=content_digest(kind, status, arguments, evidence),
        doc_id=article.id,
        type=kind,
        status=status,
        arguments=arguments,
        evidence=evidence,
        confidence=0.9,
        lineage=Lineage(dashiji="0", rules="sha256:0", input=article.digest),
    )
