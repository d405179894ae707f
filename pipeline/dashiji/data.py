"""Where rules, models and seeds lie: inside the installed package, or at the repository root in a checkout."""

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def data_root() -> Path:
    """The folder that holds `rules/`, `models/` and `seeds/`: the package's own in a wheel, else the repository root."""
    package = Path(str(files("dashiji")))
    return package if (package / "rules").is_dir() else package.parents[1]
