"""The form of a plan's ladders: a number of working days for every step, read from an address or from what was sent."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, HiddenField, IntegerField
from wtforms.validators import NumberRange, Optional

from workflow.deadlines.models import LadderKind
from workflow.errors import Refused, Stale
from workflow.escalation.rules import Rung, Steps
from workflow.escalation.setting import AFTER, BEFORE, EARLIEST, FIXED, LATEST, Asked, rungs_of
from workflow.escalation.setting_red import LONGEST
from workflow.escalation.standing import DEFAULT_RED, FEWEST, Red
from workflow.wording.ladders import label_of
from workflow.wording.refusals import sentence

CONFLICT, UNFIT = 409, 422
RED = {"red_circular": Rung.CIRCULAR_CONDITIONS, "red_interview": Rung.INTERVIEW_CONDITIONS}


def name_of(kind: LadderKind, rung: Rung) -> str:
    return f"{kind.value}-{rung.value}"


class _Steps(Form):
    seen = HiddenField()  # the steps that stood there when the page was opened
    red_circular = IntegerField(validators=[Optional(), NumberRange(FEWEST, LONGEST)])
    red_interview = IntegerField(validators=[Optional(), NumberRange(FEWEST, LONGEST)])


for _kind in AFTER:
    for _rung in rungs_of(_kind):
        if _rung not in FIXED:
            _far = -EARLIEST if _rung in BEFORE else LATEST
            setattr(_Steps, name_of(_kind, _rung), IntegerField(validators=[Optional(), NumberRange(1, _far)]))


class LadderForm(_Steps):
    """An empty number leaves a step out."""

    def __init__(
        self, sent: Any, *, steps: Mapping[LadderKind, Steps] = MappingProxyType({}), red: Red = DEFAULT_RED
    ) -> None:
        stood: dict[str, int | None] = {
            name_of(kind, rung): abs(days) for kind, some in steps.items() for rung, days in some
        }
        stood |= dict(zip(RED, (red.circular, red.interview), strict=True))
        super().__init__(sent, data=stood)
        self.status = 0
        for kind in AFTER:
            for rung in rungs_of(kind):
                if rung not in FIXED:
                    self[name_of(kind, rung)].label.text = label_of(rung)
        for name, rung in RED.items():
            self[name].label.text = _("%(rung)s：连续几个季度", rung=label_of(rung))

    def steps_of(self, kind: LadderKind) -> Steps:
        found = []
        for rung in rungs_of(kind):
            days = FIXED[rung] if rung in FIXED else self[name_of(kind, rung)].data
            if days is not None:
                found.append((rung, -days if rung in BEFORE else days))
        return tuple(found)

    def asked(self) -> Asked:
        return {kind: self.steps_of(kind) for kind in AFTER}

    def red(self) -> Red:
        return Red(*(self[name].data for name in RED))

    def holds(self, check: Callable[[LadderKind, Steps], None], check_red: Callable[[Red], None]) -> bool:
        """Whether every number is one, and the steps make a ladder; otherwise the form says why not."""
        self.status = UNFIT
        if not self.validate():
            for field in self:
                if field.errors:
                    least, most = _range(field)
                    field.errors = [_("请填 %(least)s 至 %(most)s 的整数；不设这一级就留空。", least=least, most=most)]
            return False
        try:
            check_red(self.red())
            for kind, steps in self.asked().items():
                check(kind, steps)
        except Refused as error:
            self.refuse(error)
            return False
        return True

    def refuse(self, error: Refused) -> None:
        self.form_errors.append(sentence(error))
        self.status = CONFLICT if isinstance(error, Stale) or error.key == "form.once" else UNFIT

    def stood(self) -> tuple[Asked, Red]:
        """What stood there when the page was opened; words that make no sense are as good as another state."""
        try:
            kept = json.loads(self["seen"].data or "{}")
            steps = {kind: tuple((Rung(rung), int(days)) for rung, days in kept[kind.value]) for kind in AFTER}
            return steps, Red(*kept["red"])
        except (ValueError, TypeError, KeyError):
            return dict.fromkeys(AFTER, ()), Red(0, 0)


def _range(field: Any) -> tuple[int, int]:
    return next((int(one.min), int(one.max)) for one in field.validators if isinstance(one, NumberRange))


def seen_words(steps: Asked, red: Red) -> str:
    kept: dict[str, Any] = {kind.value: [[rung.value, days] for rung, days in some] for kind, some in steps.items()}
    return json.dumps(kept | {"red": [red.circular, red.interview]})
