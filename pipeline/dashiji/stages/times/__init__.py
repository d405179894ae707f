"""Find the expressions of time in a text and resolve them to ISO 8601 values."""

from dashiji.stages.times.finder import find_times, make_heads
from dashiji.stages.times.values import Granularity, granularity

__all__ = ["Granularity", "find_times", "granularity", "make_heads"]
