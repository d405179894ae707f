"""Match: rules tried on the chunks of a sentence, with what earlier clauses hand on."""

from dashiji.stages.match.discourse import Discourse
from dashiji.stages.match.matcher import Attempt, match_sentence
from dashiji.stages.match.modality import Modality
from dashiji.stages.match.phrases import names_of
from dashiji.stages.match.phrasing import Phrasing

__all__ = ["Attempt", "Discourse", "Modality", "Phrasing", "match_sentence", "names_of"]
