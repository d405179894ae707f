"""Calibration: how often records of a rule have been right, for confidences that mean something."""

import hashlib
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from dashiji.data import data_root

REPEATED = 0.8
"""What is left of the doubt for each further place of the article that tells the same."""
_MOST = 3
_HIGHEST = 0.995


class Calibration(BaseModel):
    """Share of right records by rule, made by `models/confidence/train.py`; its card says on what data."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    rules: Mapping[str, float] = Field(default_factory=dict)
    digest: str = ""

    def confidence(self, rule: str, stated: float, discount: float, mentions: int) -> float:
        """Probability that a record is right: the rule's share, or what its pack states where it was never counted, times `discount`,
        raised where `mentions` places of the article tell the same.
        """
        doubt = 1 - self.rules.get(rule, stated) * discount
        return round(min(_HIGHEST, 1 - doubt * REPEATED ** min(mentions - 1, _MOST)), 4)


@cache
def load_calibration() -> Calibration:
    """The calibration that ships with dashiji."""
    content = (data_root() / "models" / "confidence" / "calibration.json").read_bytes()
    calibration = Calibration.model_validate_json(content)
    return calibration.model_copy(update={"digest": f"sha256:{hashlib.sha256(content).hexdigest()}"})
