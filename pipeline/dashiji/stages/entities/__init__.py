"""Entities: places, agencies, organizations, persons, posts and products of a sentence, as a spaCy component chain."""

from dashiji.stages.entities.pipeline import find_entities, make_nlp
from dashiji.stages.entities.recall import introduced, recall_persons

__all__ = ["find_entities", "introduced", "make_nlp", "recall_persons"]
