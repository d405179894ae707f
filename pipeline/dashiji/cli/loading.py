"""The pipeline, loaded when a command needs it; help and schema do without."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashiji.extractor import Extractor


def load_extractor(rules: Path | None) -> "Extractor":
    """Load the pipeline with the rules of this folder, or those shipped. Raises RuleError."""
    import dashiji
    from dashiji.garbage import settle

    extractor = dashiji.load(rules)
    settle()
    return extractor


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
