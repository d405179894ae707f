"""Errors that dashiji raises, each saying where, what, the value and the remedy.

DashijiError
├── InputError      an article, archive or gold file cannot be used
│   └── ArticleError    one article of many; the run records it and goes on
├── RuleError       a rule pack, lexicon or model is wrong; stops before the first article
├── OffsetError     a span is empty, reversed or outside its text
└── UsageError      the caller asked for something that does not exist

Every error carries one message string as its only positional argument, so that it survives pickling through a process pool.
"""


class DashijiError(Exception):
    """Base of all errors raised on purpose."""


class InputError(DashijiError):
    """An input cannot be used at all."""


class ArticleError(InputError):
    """One article cannot be used; others of the same input can."""


class RuleError(DashijiError):
    """Rules, lexicons or models contradict themselves or their schema."""


class OffsetError(DashijiError):
    """A span is empty, reversed or outside its text."""


class UsageError(DashijiError):
    """The caller named a type, rule, column or option that does not exist."""
