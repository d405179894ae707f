"""What two sets of records over the same articles do not have alike, field by field, and what made it.

Two sides are walked document by document (`comparing`), records aligned within each (`aligning`), fields compared (`changes`) and
causes named (`attribution`); `report`, `markdown` and `html` show it.
"""

from dashiji.diff.attribution import attribute
from dashiji.diff.causes import Cause, Edit, Part
from dashiji.diff.changes import Change, find_changes
from dashiji.diff.comparing import Comparison, Side, compare, compare_records
from dashiji.diff.difference import Difference, Kind
from dashiji.diff.sides import SideRecord, side_record

__all__ = [
    "Cause",
    "Change",
    "Comparison",
    "Difference",
    "Edit",
    "Kind",
    "Part",
    "Side",
    "SideRecord",
    "attribute",
    "compare",
    "compare_records",
    "find_changes",
    "side_record",
]
