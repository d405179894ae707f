"""What the words around an expression of time say: that it is a deadline, that a period opens there, that it lies ahead."""

from dashiji.spans import Mod
from dashiji.stages.times import grammar
from dashiji.stages.times.shapes import Expression, Outlook, Vague

_LOOK_BACK = 6


def take_suffixes(text: str, expression: Expression) -> None:
    """Take in what belongs to the expression (以来, 至今, 前, 后, 前后, 期间) and note what it says; 起 and 开始 stay outside."""
    if isinstance(expression.shape, Vague):
        return
    if during := grammar.DURING.match(text, expression.end):
        expression.end = during.end()
    if since := grammar.SINCE.match(text, expression.end):
        expression.end = since.end()
        expression.since = expression.until_now = True
    elif relation := grammar.RELATION.match(text, expression.end):
        expression.end = relation.end()
        if relation.lastgroup in ("before", "by"):
            expression.deadline = True
            expression.outlook = Outlook.DEADLINE
        expression.mod = expression.mod or _RELATIONS[relation.lastgroup or ""]
    elif grammar.OPENS.match(text, expression.end):
        expression.since = True


_RELATIONS = {"before": Mod.BEFORE, "by": None, "after": Mod.AFTER, "about": Mod.APPROX}


def note_cues(text: str, expression: Expression) -> None:
    """Note whether the words around look ahead, and whether 到 or 至 makes the expression a deadline."""
    before = text[max(0, expression.start - _LOOK_BACK) : expression.start]
    if grammar.FUTURE_BEFORE.search(before) or grammar.FUTURE_AFTER.match(text, expression.end):
        expression.outlook = Outlook.AHEAD
    if grammar.EVERY_YEAR.search(before):
        expression.shape = Vague()
    if isinstance(expression.shape, Vague) or not before.endswith(("到", "至")):
        return
    if not grammar.NO_GOAL.search(before):
        expression.deadline = True
        expression.outlook = max(expression.outlook, Outlook.DEADLINE)
