"""Spans are values: equal by their fields, hashable, ordered where asked, unchangeable, and without a dictionary."""

import pickle

import pytest

from dashiji.spans import Span, Token


def test_values_are_equal_and_hashed_by_their_fields() -> None:
    assert Span(1, 2) == Span(1, 2) != Span(1, 3)
    assert len({Span(1, 2), Span(1, 2), Span(1, 3)}) == 2


def test_order_is_by_fields_and_only_where_asked() -> None:
    assert Span(1, 3) < Span(2, 1)
    with pytest.raises(TypeError):
        assert Token(0, 1, "一", "m") < Token(1, 2, "二", "m")  # type: ignore[operator]  # that it fails is the test


def test_values_have_slots_and_survive_pickling() -> None:
    assert not hasattr(Span(1, 2), "__dict__")
    assert pickle.loads(pickle.dumps(Span(1, 2))) == Span(1, 2)


def test_values_do_not_change() -> None:
    with pytest.raises(AttributeError):
        Span(1, 2).end = 3  # type: ignore[misc]  # that it fails is the test
