"""How good records are: precision, recall and F1 against gold, with confidence intervals and the list of what is wrong.

The figures are those of the scorer that comes with the gold, for each type and role, for the core types and for all.
"""

from dashiji.evaluate.evaluation import evaluate, evaluate_files
from dashiji.evaluate.findings import Fault, Finding
from dashiji.evaluate.gold import Document, GoldRecord, PredictedRecord, read_documents, read_gold, read_records
from dashiji.evaluate.offsets import Offsets, wrong_spans
from dashiji.evaluate.report import Figures, Report, Scores

__all__ = [
    "Document",
    "Fault",
    "Figures",
    "Finding",
    "GoldRecord",
    "Offsets",
    "PredictedRecord",
    "Report",
    "Scores",
    "evaluate",
    "evaluate_files",
    "read_documents",
    "read_gold",
    "read_records",
    "wrong_spans",
]
