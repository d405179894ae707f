"""The engines by name."""

from enum import StrEnum


class Engine(StrEnum):
    """What does the shards: processes on this machine, or Ray tasks."""

    LOCAL = "local"
    RAY = "ray"
