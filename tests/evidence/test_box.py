"""What a file is and proves, its versions, the office's word: said by the department, judged by the office, kept."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.support import builders
from tests.support.builders import City, at
from workflow.adapters.files import FolderStore
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.errors import Refused, Stale
from workflow.evidence import describing, requiring, service, versions
from workflow.evidence.describing import Proves
from workflow.evidence.models import Evidence, Verdict
from workflow.evidence.rules import EvidenceKind
from workflow.tasks.models import Assignment, Task

TODAY = date(2026, 11, 23)
SAID = {"by": SYSTEM, "at": at(TODAY)}


@pytest.fixture
def city(session) -> City:
    return builders.a_plan_under_way(session)


@pytest.fixture
def put(session, city, tmp_path):
    """Puts bytes in as a file of a department."""
    store = FolderStore(tmp_path)

    def _put(content: bytes = b"x", name: str = "说明.txt", department: str = "energy") -> Evidence:
        received = service.receive(store, BytesIO(content), name=name, limit=1000)
        service.expect(session, received, at=at(TODAY))
        store.keep(received)
        return service.put(session, received, name=name, department_id=city.departments[department].id, **SAID)

    return _put


def share(session, city, department: str, *, of_others: bool = False) -> Assignment:
    """A share of a department, or one in a task that it has no part in."""
    rows = select(Assignment).join(Task).where(Task.origin == "measure").order_by(Task.ordinal, Assignment.ordinal)
    body = city.departments[department].id
    own = {one.task_id for one in session.scalars(rows) if one.department_id == body}
    if of_others:
        return next(one for one in session.scalars(rows) if one.task_id not in own)
    return next(one for one in session.scalars(rows) if one.department_id == body)


def told(session, act: str) -> list[Event]:
    return list(session.scalars(select(Event).where(Event.act == act)))


def test_a_file_has_a_kind_and_the_day_that_it_bears(session, put) -> None:
    file = put()
    describing.describe(session, file, kind="approval", dated_on=date(2026, 9, 30), today=TODAY, **SAID)
    assert (file.kind, file.dated_on) == (EvidenceKind.APPROVAL, date(2026, 9, 30))
    assert told(session, "evidence.described")[0].facts["on"] == "2026-09-30"


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"kind": "poem", "dated_on": None}, "evidence.kind_unknown"),
        ({"kind": "", "dated_on": date(2026, 11, 24)}, "evidence.dated_ahead"),
    ],
)
def test_an_unknown_kind_and_a_day_to_come_are_refused(session, put, facts, key) -> None:
    with pytest.raises(Refused) as refused:
        describing.describe(session, put(), **facts, today=TODAY, **SAID)
    assert refused.value.key == key


def test_one_file_proves_things_of_many_tasks_without_a_second_upload(session, city, put) -> None:
    file = put()
    body = city.departments["energy"].id
    own = list(session.scalars(select(Assignment.task_id).where(Assignment.department_id == body)))
    assert len(own) > 1
    for task_id in own[:2]:
        describing.prove(session, file, Proves(task_id, period="2026Q3", claim="并网  12 万千瓦"), **SAID)
    found = describing.proofs(session, [file.id])[file.id]
    assert [(one.task_id, one.period, one.claim) for one in found] == [
        (task_id, "2026Q3", "并网 12 万千瓦") for task_id in own[:2]
    ]


def test_said_again_the_last_claim_stands(session, city, put) -> None:
    file, task_id = put(), share(session, city, "energy").task_id
    describing.prove(session, file, Proves(task_id, claim="一"), **SAID)
    describing.prove(session, file, Proves(task_id, claim="二"), **SAID)
    assert [one.claim for one in describing.proofs(session, [file.id])[file.id]] == ["二"]


def test_a_file_names_a_target_of_its_own_task_only(session, city, put) -> None:
    file, task_id = put(), share(session, city, "energy").task_id
    others = share(session, city, "energy", of_others=True).task_id
    with pytest.raises(Refused, match=r"evidence\.task_of_others"):
        describing.prove(session, file, Proves(others), **SAID)
    with pytest.raises(Refused, match=r"report\.target_of_another_task"):
        describing.prove(session, file, Proves(task_id, target_id=10_000), **SAID)
    with pytest.raises(Refused, match=r"evidence\.period_unknown"):
        describing.prove(session, file, Proves(task_id, period="冬天"), **SAID)


def test_what_is_proved_no_more_stays_in_the_history(session, city, put) -> None:
    file, task_id = put(), share(session, city, "energy").task_id
    proof = describing.prove(session, file, Proves(task_id, claim="并网"), **SAID)
    describing.take_back(session, proof, **SAID)
    session.flush()
    assert describing.proofs(session, [file.id]) == {}
    assert told(session, "evidence.proves_no_more")[0].facts["reason"] == "并网"


def test_a_newer_version_proves_what_the_older_did_and_the_older_stays(session, city, put) -> None:
    older, task_id = put(b"one"), share(session, city, "energy").task_id
    older.kind = "statistics"
    describing.prove(session, older, Proves(task_id, claim="并网"), **SAID)
    newer = versions.replace(session, older, put(b"two"), **SAID)
    newest = versions.replace(session, newer, put(b"three"), **SAID)
    assert [one.version for one in versions.chain(session, newer)] == [3, 2, 1]
    assert versions.chain(session, older) == versions.chain(session, newest)
    assert (newest.kind, describing.proofs(session, [newest.id])[newest.id][0].claim) == ("statistics", "并网")
    assert (older.sha256 != newest.sha256, older.withdrawn_at) == (True, None)


def test_two_newer_versions_of_one_file_are_refused(session, put) -> None:
    older, one, other = put(b"1"), put(b"2"), put(b"3")
    versions.replace(session, older, one, **SAID)
    with pytest.raises(Stale, match=r"evidence\.replaced_already"):
        versions.replace(session, older, other, **SAID)


def test_a_file_of_another_department_is_no_newer_version(session, put) -> None:
    with pytest.raises(Refused, match=r"evidence\.not_yours"):
        versions.replace(session, put(b"1"), put(b"2", department="industry"), **SAID)


def test_a_withdrawn_file_stays_and_says_why_and_nothing_more_is_said_of_it(session, city, put) -> None:
    file, task_id = put(), share(session, city, "energy").task_id
    with pytest.raises(Refused, match=r"evidence\.reason_missing"):
        versions.withdraw(session, file, reason=" ", **SAID)
    versions.withdraw(session, file, reason="传错了", **SAID)
    assert (file.withdrawn_at, file.withdrawn_for) == (at(TODAY), "传错了")
    for act in (
        lambda: versions.withdraw(session, file, reason="又", **SAID),
        lambda: versions.judge(session, file, Verdict.ACCEPTED, reason="", **SAID),
        lambda: describing.prove(session, file, Proves(task_id), **SAID),
        lambda: versions.replace(session, file, put(b"2"), **SAID),
    ):
        with pytest.raises(Stale, match=r"evidence\.withdrawn_already"):
            act()


def test_the_office_rejects_with_a_reason_and_the_last_word_stands(session, put) -> None:
    file = put()
    with pytest.raises(Refused, match=r"evidence\.reason_missing"):
        versions.judge(session, file, Verdict.REJECTED, reason="", **SAID)
    versions.judge(session, file, Verdict.REJECTED, reason="没有盖章", **SAID)
    versions.judge(session, file, Verdict.ACCEPTED, reason="", **SAID)
    assert file.judged == Verdict.ACCEPTED
    assert [(one.word, one.reason) for one in versions.judgements(session, file.id)] == [
        (Verdict.ACCEPTED, ""),
        (Verdict.REJECTED, "没有盖章"),
    ]


def test_kinds_are_required_only_where_the_office_says_so(session, city) -> None:
    task = session.get_one(Task, share(session, city, "energy").task_id)
    assert requiring.required(session, task.id) == []
    requiring.require(session, task, ["photo", "approval"], **SAID)
    assert requiring.required(session, task.id) == [EvidenceKind.APPROVAL, EvidenceKind.PHOTO]
    requiring.require(session, task, ["photo"], **SAID)
    assert requiring.required(session, task.id) == [EvidenceKind.PHOTO]
    with pytest.raises(Refused, match=r"evidence\.kind_unknown"):
        requiring.require(session, task, ["poem"], **SAID)
    assert [event.facts["kinds"] for event in told(session, "evidence.required")] == [["approval", "photo"], ["photo"]]
