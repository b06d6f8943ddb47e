"""Before something is asked whose answer is held already: what is held, with its link. One more press asks all the
same."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext as _

from workflow.adapters.clock import day_of
from workflow.deadlines.models import DeadlineKind
from workflow.reports.held_answers import Held
from workflow.wording import occasions

ANYWAY = "anyway"


@dataclass(frozen=True)
class Known:
    """One thing that is held, in words, with its page."""

    words: str
    url: str


def reported(held: Sequence[Held]) -> list[Known]:
    return [Known(_said(one), url_for("reports.show", report_id=one.report_id)) for one in held]


def _said(one: Held) -> str:
    kind = DeadlineKind.SHARE if one.is_share else DeadlineKind.REPORT
    facts = {"number": one.number, "who": one.department, "what": occasions.owed(kind, one.period)}
    facts |= {"day": day_of(one.filed_at).isoformat(), "values": str(one.values), "evidence": str(one.evidence)}
    words = _("%(number)s %(who)s：%(what)s，%(day)s 报送，数值 %(values)s 项、佐证材料 %(evidence)s 份", **facts)
    return str(words)


def page(known: Sequence[Known], *, ask: str, back: str) -> tuple[str, int] | None:
    """The page that says what is held; None: nothing is, or it was seen and is asked all the same."""
    if not known or request.form.get(ANYWAY):
        return None
    sent = [(name, words) for name, words in request.form.items(multi=True) if name not in ("csrf_token", "once")]
    return render_template("reports/already.html", known=known, sent=sent, ask=ask, back=back, anyway=ANYWAY), 200
