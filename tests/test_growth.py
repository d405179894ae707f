"""Growth: twice the text takes at most little more than twice the work, whatever the text. Work is counted, not timed."""

import sys
from datetime import date
from types import FrameType
from typing import Any

import pytest
from adversarial import TEXTS

from dashiji.article import Article
from dashiji.extractor import Extractor
from dashiji.stages.chunk import phrases
from dashiji.stages.match import reading
from dashiji.stages.resolve import merging

LENGTH = 1_500
"""Characters from which every bound on what is looked at together has been reached, set low as the tests do."""
MOST = 2.4


def calls(extractor: Extractor, text: str) -> int:
    """Functions called, those in C among them, to read a text."""
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    article = Article("a", text, published=date(2026, 3, 2))
    sys.setprofile(note)
    try:
        extractor.extract(article)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_the_text(extractor: Extractor, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST", 40)
    monkeypatch.setattr(merging, "MOST", 20)
    monkeypatch.setattr(phrases, "LONGEST_PHRASE", 40)
    extractor.extract(Article("a", TEXTS[name](LENGTH), published=date(2026, 3, 2)))
    once, twice = (calls(extractor, TEXTS[name](length)) for length in (LENGTH, 2 * LENGTH))
    assert twice < MOST * once
