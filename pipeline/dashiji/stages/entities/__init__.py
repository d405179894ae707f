"""Entities: places, agencies, organizations, persons, posts and products of a sentence; `pipeline` has them as a spaCy chain."""

from dashiji.stages.entities.finder import EntityFinder
from dashiji.stages.entities.recall import introduced, recall_persons

__all__ = ["EntityFinder", "introduced", "recall_persons"]
