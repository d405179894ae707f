"""The garbage collector in processes that do nothing but extract."""

import gc

_OBJECTS = 50_000
"""New objects after which the collector looks at them; it does after 700 by default, several times in a sentence."""


def settle() -> None:
    """Let the collector pass over what this process has loaded for good, and look at new objects seldom: they rarely form cycles.

    Takes 6 % off the time of extraction and adds nothing to the peak of memory (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)
