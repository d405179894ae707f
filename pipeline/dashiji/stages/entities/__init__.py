"""Entities: places, agencies, organizations, persons, posts and products of a sentence, as a spaCy component chain."""

from dashiji.stages.entities.pipeline import find_entities, make_nlp

__all__ = ["find_entities", "make_nlp"]
