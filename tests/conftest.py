"""Settings and fixtures that all tests share."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import dashiji

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile("dashiji", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "dashiji")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and archives beside the repository; tests that need it are skipped where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs ../shared")
    return SHARED


@pytest.fixture(scope="session")
def extractor() -> Any:
    """The pipeline with the shipped rules, loaded once."""
    if not hasattr(dashiji, "load"):
        pytest.skip("extraction is not there yet")
    return dashiji.load()
