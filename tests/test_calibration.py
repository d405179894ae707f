"""Confidences: probabilities that grow with mentions and shrink with what was taken over."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashiji.article import Article
from dashiji.calibration import Calibration, load_calibration
from dashiji.rulebook.book import load_rulebook

SHARES = st.floats(0, 1)


@given(SHARES, SHARES, SHARES, st.integers(1, 10))
def test_confidence_is_a_probability(share: float, stated: float, discount: float, mentions: int) -> None:
    calibration = Calibration(rules={"a.b": share})
    confidence = calibration.confidence("a.b", stated, discount, mentions)
    assert 0 <= confidence <= 1
    assert confidence >= calibration.confidence("a.b", stated, discount, 1) >= calibration.confidence("a.b", stated, discount * 0.9, 1)


def test_a_rule_never_counted_keeps_what_its_pack_states() -> None:
    assert Calibration(rules={"a.b": 0.5}).confidence("c.d", 0.7, 1.0, 1) == 0.7


def test_the_shipped_shares_are_of_rules_that_there_are() -> None:
    known = {rule.id for rule in load_rulebook().rules if not rule.sets}
    assert set(load_calibration().rules) <= known


def test_records_name_the_calibration(extractor: Any) -> None:
    (record,) = extractor.extract(Article("a", "海滨市成立数据局。"))
    assert record.lineage.models == {"confidence": load_calibration().digest}
