"""Drafting: from chosen deadlines by a template, or from paragraphs that are handed in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.escalation.papers import rules, settling, templates_kept
from workflow.escalation.papers.composing import Matter, matters
from workflow.escalation.papers.models import Paper, PaperAddress, PaperKind, PaperLine, PaperState
from workflow.escalation.papers.proposing import Group
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.workdays.rules import Calendar

TITLE, BODY = 200, 20_000  # characters


def draft_group(
    session: Session, group: Group, kind: PaperKind, *, by: audit.Actor, at: datetime, calendar: Calendar
) -> Paper:
    """Draft one paper from its template: what each matter says, with the rows it came from."""
    if kind not in group.kinds:
        raise Refused("paper.kind_not_reached")
    today = day_of(at)
    plan = session.get_one(Plan, group.plan_id)
    settled = settling.settled(session, plan)
    spoken = matters(session, group.deadlines, on=today, calendar=calendar)
    reply_by = None if kind in rules.WITHOUT_REPLY else calendar.add(today, settled.reply_days)
    places = _places(session, group, settled, reply_by, today)
    words = templates_kept.current(session, kind, plan.id)
    return draft(
        session,
        kind,
        plan,
        addressed=[group.department],
        deadlines=group.deadlines,
        title=rules.filled(words.title, places),
        body=rules.paragraphs(_composed(words, places, spoken, today)),
        basis=places["依据"] + places["指定"],
        facts={"lines": {str(one.deadline.id): one.facts for one in spoken}},
        reply_by=reply_by,
        by=by,
        at=at,
    )


def _places(
    session: Session, group: Group, settled: settling.Settled, reply_by: date | None, today: date
) -> dict[str, str]:
    """What stands for the placeholders of a template."""
    plan = session.get_one(Plan, group.plan_id)
    return {
        "单位": group.department.label,
        "方案": f"《{plan.title}》",
        "依据": settling.basis_of(session, settled.clause),
        "指定": f"和{settled.commission}" if settled.commission else "",
        "项数": str(len(group.deadlines)),
        "回复日期": rules.printed_day(reply_by) if reply_by else "",
        "截止日期": rules.printed_day(today),
    }


def _composed(words: templates_kept.Kept, places: Mapping[str, str], spoken: Sequence[Matter], today: date) -> str:
    """The template's paragraphs, with the matters in the place of {事项}, numbered where there are several."""
    lines = [rules.filled(words.line, {**places, **one.places(today)}) for one in spoken]
    if len(lines) > 1:
        lines = [f"（{rules.numeral(n)}）{line}" for n, line in enumerate(lines, 1)]
    text = words.text.replace(f"{{{templates_kept.ITEMS}}}", "\n".join(lines))
    return rules.filled(text, places)


class Further(TypedDict):
    """What else a draft may be given: a day for replies, who signs off, which paper it amends."""

    reply_by: NotRequired[date | None]
    organ: NotRequired[str]
    replaces: NotRequired[Paper | None]


def draft(
    session: Session,
    kind: PaperKind,
    plan: Plan,
    *,
    addressed: Sequence[Department],
    deadlines: Sequence[Deadline] = (),
    title: str,
    body: Sequence[Mapping[str, Any]],
    basis: str,
    facts: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    **further: Unpack[Further],
) -> Paper:
    """A draft with these paragraphs ({"level": 0 to 3, "text": …}). `facts` are kept with it: under "lines", by the id
    of a deadline, the numbers of that matter and the rows they came from."""
    _check(addressed, title, body)
    paper = Paper(plan=plan, kind=kind, state=PaperState.DRAFT, title=title.strip(), basis=basis, confirmed={})
    paper.body = [{"level": int(part["level"]), "text": str(part["text"])} for part in body]
    paper.facts = {name: told for name, told in facts.items() if name != "lines"}
    paper.organ = further.get("organ") or settling.settled(session, plan).organ
    replaces = further.get("replaces")
    paper.reply_by, paper.replaces_id = further.get("reply_by"), replaces.id if replaces else None
    paper.drafted_by_id, paper.drafted_by, paper.drafted_at = by.account_id, by.name, at
    session.add(paper)
    _direct(paper, addressed, deadlines, facts.get("lines", {}))
    session.flush()
    named = {"kind": kind.value, "label": "、".join(one.department.label for one in paper.addresses)[:200]}
    audit.record(session, "paper.drafted", paper, by=by, at=at, plan_id=plan.id, name=paper.title, **named)
    return paper


def _check(addressed: Sequence[Department], title: str, body: Sequence[Mapping[str, Any]]) -> None:
    if not addressed:
        raise Refused("paper.nobody_addressed")
    check_words(title, body)


def _direct(
    paper: Paper, addressed: Sequence[Department], deadlines: Sequence[Deadline], told: Mapping[str, Any]
) -> None:
    """To whom it goes, and from which rows it comes."""
    bodies = {one.id: one for one in addressed}.values()
    paper.addresses = [PaperAddress(department=one, ordinal=place) for place, one in enumerate(bodies, 1)]
    paper.lines = [
        PaperLine(deadline=one, assignment=one.assignment, ordinal=place, facts=told.get(str(one.id), {}))
        for place, one in enumerate(deadlines, 1)
    ]


def check_words(title: str, body: Sequence[Mapping[str, Any]]) -> None:
    if not title.strip() or not any(str(part["text"]).strip() for part in body):
        raise Refused("paper.words_missing")
    if len(title) > TITLE or sum(len(str(part["text"])) for part in body) > BODY:
        raise Refused("paper.words_too_long", title=TITLE, body=BODY)
