"""Find quantities: numbers with what they count, how they bound it, and whether they measure a change."""

from dashiji.stages.quantities.find import find_quantities
from dashiji.stages.quantities.vocabulary import Vocabulary, is_duration

__all__ = ["Vocabulary", "find_quantities", "is_duration"]
