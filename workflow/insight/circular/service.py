"""起草, 修改, 定稿: the quarterly circular. Frozen, it keeps its words, its facts and the digest of both for ever."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.insight.circular import queries
from workflow.insight.circular.models import Circular, CircularSentence, CircularState, Section
from workflow.insight.circular.moves import MOVES, CircularAct
from workflow.insight.circular.queries import LOOKED_BACK
from workflow.insight.circular.rules import Fact, names_superior, repeated
from workflow.plans.models import Plan
from workflow.workdays.rules import Period, period_named

LENGTH = 1000  # characters of a sentence


@dataclass(frozen=True)
class Drafted:
    """A sentence in words, with the fact that it says."""

    words: str
    fact: Fact


@dataclass(frozen=True)
class Wanted:
    """What the office makes of a sentence."""

    words: str
    chosen: bool


def draft(
    session: Session,
    plan: Plan,
    period: Period,
    *,
    as_of: date,
    base: int,
    notes: Sequence[str],
    sentences: Sequence[Drafted],
    by: audit.Actor,
    at: datetime,
) -> Circular:
    """Begin the circular of a quarter, as of a day that is over. A cause that the last two circulars printed is not
    printed a third time unless the office says it anew."""
    check_day(plan, period, as_of, today=day_of(at))
    if queries.of_period(session, plan.id, period.key) is not None:
        raise Refused("circular.begun_already")
    made = Circular(plan=plan, period=period.key, as_of=as_of, base=base, notes=list(notes))
    made.state, made.drafted_by, made.drafted_at = CircularState.DRAFT, by.name, at
    printed = queries.printed(session, plan.id, period)
    made.sentences = [_sentence(place, one, printed) for place, one in enumerate(sentences, start=1)]
    session.add(made)
    session.flush()
    _record(session, "circular.drafted", made, by=by, at=at)
    return made


def check_day(plan: Plan, period: Period, as_of: date, *, today: date) -> None:
    if plan.started_on is None or as_of < plan.started_on or as_of < period.first:
        raise Refused("circular.day_before")
    if as_of >= today:
        raise Refused("circular.day_not_over")


def _sentence(place: int, one: Drafted, printed: Sequence[frozenset[str]]) -> CircularSentence:
    facts, times = {"kind": one.fact.kind} | one.fact.data, 0
    if "key" in facts:
        times = facts["printed"] = repeated(facts["key"], printed)
    row = CircularSentence(section=one.fact.section, ordinal=place, generated=one.words, facts=facts)
    row.chosen = one.fact.chosen and times < LOOKED_BACK
    return row


def edit(
    session: Session, circular: Circular, wanted: Mapping[int, Wanted], *, version: int, by: audit.Actor, at: datetime
) -> int:
    """Say sentences in other words, tick them or not. The generated words stay beside. Returns how many changed."""
    _hold(session, circular, CircularAct.EDIT)
    if circular.version != version:
        raise Stale("circular.changed")
    changed = 0
    for sentence in circular.sentences:
        if (said := wanted.get(sentence.id)) is None:
            continue
        words = said.words.strip()
        if len(words) > LENGTH:
            raise Refused("circular.sentence_long", limit=LENGTH)
        edited = words if words and words != sentence.generated else None
        if (sentence.edited, sentence.chosen) != (edited, said.chosen):
            sentence.edited, sentence.chosen = edited, said.chosen
            changed += 1
    if changed:
        circular.version += 1
        session.flush()
        _record(session, "circular.edited", circular, by=by, at=at, count=changed)
    return changed


def freeze(
    session: Session, circular: Circular, *, title: str, version: int, by: audit.Actor, at: datetime
) -> Circular:
    """定稿: from now on nothing in it changes, whatever is corrected later."""
    state = _hold(session, circular, CircularAct.FREEZE)
    if circular.version != version:
        raise Stale("circular.changed")
    for refused in hindrances(session, circular):
        raise refused
    circular.said = said_of(circular, title)
    circular.sha256 = digest(circular.said)
    circular.state, circular.frozen_by, circular.frozen_at = state, by.name, at
    session.flush()
    _record(session, "circular.frozen", circular, by=by, at=at, sha256=circular.sha256)
    return circular


def hindrances(session: Session, circular: Circular) -> list[Refused]:
    """Why it cannot be frozen yet: every reason, so that all can be mended at once."""
    quoted, found = queries.quoted(session, circular.plan_id), []
    chosen = [one for one in circular.sentences if one.chosen]
    if not chosen:
        found.append(Refused("circular.nothing_said"))
    if any(quoted.inside(one.words) for one in chosen):
        found.append(Refused("circular.masked_words"))
    if any(one.section == Section.LATE and names_superior(one.words) for one in chosen):
        found.append(Refused("circular.superior_blamed"))
    if any(one.edited is None and one.facts.get("printed", 0) >= LOOKED_BACK for one in chosen):
        found.append(Refused("circular.printed_twice"))
    return found


def drop(session: Session, circular: Circular, *, by: audit.Actor, at: datetime) -> None:
    """Give a draft up; it stays in the history, and another may be begun."""
    circular.state = _hold(session, circular, CircularAct.DROP)
    session.flush()
    _record(session, "circular.dropped", circular, by=by, at=at)


def said_of(circular: Circular, title: str) -> dict[str, Any]:
    """Everything that is printed, with its facts."""
    printed = [
        {"section": one.section.value, "words": one.words, "generated": one.generated, "facts": one.facts}
        for one in circular.sentences
        if one.chosen
    ]
    head = {"title": title, "plan": circular.plan.title, "period": circular.period, "base": circular.base}
    return head | {"as_of": circular.as_of.isoformat(), "sentences": printed}


def digest(said: Mapping[str, Any]) -> str:
    """SHA-256 over the paper, written in one way."""
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _hold(session: Session, circular: Circular, act: CircularAct) -> CircularState:
    """One at a time. The state after the act."""
    session.refresh(circular, with_for_update=True)
    return MOVES.after(circular.state, act)


def _record(session: Session, act: str, circular: Circular, *, by: audit.Actor, at: datetime, **facts: Any) -> None:
    named = period_named(circular.period)
    facts |= {"period": named.key, "as_of": circular.as_of.isoformat()}
    audit.record(session, act, circular, by=by, at=at, plan_id=circular.plan_id, **facts)
