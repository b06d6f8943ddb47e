"""What was ticked to be signed, of whatever kind: found, signed, or left out with the reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from workflow.audit.service import Actor
from workflow.errors import Refused, Stale
from workflow.reports import signing
from workflow.reports.models import Report
from workflow.reports.rules import Signature
from workflow.web.numbers import whole
from workflow.web.request import me, session
from workflow.web.signing import asked
from workflow.wording.refusals import sentence

MANY = 1000
Sign = Callable[[Session, Signature, Actor, datetime], object]


@dataclass(frozen=True)
class Chosen:
    """One ticked thing: whose it is, what it is called, and how it is signed as it was read."""

    department_id: int
    name: str
    sign: Sign


@dataclass
class Done:
    signed: list[Chosen] = field(default_factory=list)
    left: list[tuple[Chosen, Refused]] = field(default_factory=list)

    def in_words(self) -> str:
        """Those left out, each with the reason."""
        said = (_("%(name)s（%(reason)s）", name=one.name, reason=sentence(error)) for one, error in self.left)
        return str(_("；")).join(said)


def chosen(words: Sequence[str]) -> list[Chosen]:
    """The things that were ticked (report.12.34: which, and what was read of it); what is gone is passed over."""
    found = []
    for word in dict.fromkeys(words[:MANY]):
        kind, _dot, rest = word.partition(".")
        number, _dot, read = rest.partition(".")
        which, seen = whole(number), whole(read)
        if which is not None and seen is not None:
            one = _report(which, seen) if kind == "report" else _request(kind, which, seen)
            found += [one] if one else []
    return found


def _report(report_id: int, revision_id: int) -> Chosen | None:
    report = session().get(Report, report_id)
    if report is None:
        return None

    def sign(current: Session, signature: Signature, by: Actor, at: datetime) -> object:
        return signing.sign(current, report, signature, by=by, at=at, revision_id=revision_id)

    return Chosen(report.deadline.department_id, asked.called(report.deadline.assignment.task), sign)


def _request(kind: str, number: int, version: int) -> Chosen | None:
    found = asked.find(session(), kind, number)
    if found is None:
        return None
    thing, sign_it = found

    def sign(current: Session, signature: Signature, by: Actor, at: datetime) -> object:
        current.refresh(thing, with_for_update=True)
        if thing.version != version:
            raise Stale("signing.newer_request")
        return sign_it(current, thing, signature=signature, by=by, at=at)

    return Chosen(*asked.about(thing, me().departments), sign)


def sign_all(current: Session, many: Sequence[Chosen], signature: Signature, *, by: Actor, at: datetime) -> Done:
    """Each in a step of its own: one that is refused takes nothing of the others with it."""
    done = Done()
    for one in many:
        try:
            with current.begin_nested():
                one.sign(current, signature, by, at)
        except StaleDataError:
            done.left.append((one, Stale()))
        except Refused as error:
            done.left.append((one, error))
        else:
            done.signed.append(one)
    return done
