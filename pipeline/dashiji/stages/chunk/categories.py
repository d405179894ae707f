"""Categories: what a word or a recognized unit is to the phrase grammar.

The members have names of their own here, by which the grammar asks, dozens of times a word: up to Python 3.11 each look at a member
through its class runs through a hook of Enum's and takes thirty times as long.
"""

from enum import StrEnum
from typing import Final


class Category(StrEnum):
    """What an atom is to the phrase grammar."""

    TIME = "time"
    QUANTITY = "quantity"
    PERSON = "person"
    ENTITY = "entity"
    TITLE = "title"
    NAME = "name"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    NOMINAL_VERB = "nominal_verb"
    DETERMINER = "determiner"
    ORDINAL = "ordinal"
    NUMBER = "number"
    VERB = "verb"
    ADVERB = "adverb"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    DE = "de"
    ASPECT = "aspect"
    BREAK = "break"
    BLANK = "blank"
    MARK = "mark"
    PAREN = "paren"
    OTHER = "other"


TIME: Final = Category.TIME
QUANTITY: Final = Category.QUANTITY
PERSON: Final = Category.PERSON
ENTITY: Final = Category.ENTITY
TITLE: Final = Category.TITLE
NAME: Final = Category.NAME
NOUN: Final = Category.NOUN
ADJECTIVE: Final = Category.ADJECTIVE
NOMINAL_VERB: Final = Category.NOMINAL_VERB
DETERMINER: Final = Category.DETERMINER
ORDINAL: Final = Category.ORDINAL
NUMBER: Final = Category.NUMBER
VERB: Final = Category.VERB
ADVERB: Final = Category.ADVERB
PREPOSITION: Final = Category.PREPOSITION
CONJUNCTION: Final = Category.CONJUNCTION
DE: Final = Category.DE
ASPECT: Final = Category.ASPECT
BREAK: Final = Category.BREAK
BLANK: Final = Category.BLANK
MARK: Final = Category.MARK
PAREN: Final = Category.PAREN
OTHER: Final = Category.OTHER
