"""Resolve: the matches of an article become records, one for each event, however often it is told."""

from dashiji.stages.resolve.records import Provenance, resolve

__all__ = ["Provenance", "resolve"]
