"""Supervision in a demonstration: what the office and the departments do after the morning rounds of the last working
days, by the rooms' own acts. Titles, numbers and words say that all of it is simulated (演示)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from workflow.adapters.files import FileStore
from workflow.commands import demo_circular, demo_instructions
from workflow.commands.demo_papers import printed, put
from workflow.commands.demo_stage import Stage
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.escalation.papers import (
    answering,
    checking,
    drafting,
    editing,
    issuing,
    proposing,
    rules,
    settling,
    signing,
)
from workflow.escalation.papers.models import AnswerKind, Paper, PaperKind
from workflow.notices.queries import told_late
from workflow.notices.service import tell
from workflow.reports.rules import Signature

Act = Callable[[Stage, FileStore, int], None]
ASKED, FITS = "（演示）已电话问明原因，情况属实。", "（演示）已打印核对，一张纸内写完。"
LETTER_ABOUT = "十四（四）"  # of a body that the office has no call to order about


def act(scene: Stage, store: FileStore, back: int) -> None:
    """What happened `back` working days ago."""
    for what in DAYS.get(back, ()):
        what(scene, store, back)


def _settle(scene: Stage, _store: FileStore, back: int) -> None:
    """A prefix of the demonstration's own: no number of it looks like one of the office."""
    found = replace(settling.settled(scene.session, scene.plan), prefix="演示督办")
    settling.keep(scene.session, scene.plan, found, by=scene.office, at=scene.at(scene.past.day(back), 9))


def _notice(scene: Stage, _store: FileStore, back: int) -> None:
    target = scene.asked(scene.target("三（二）", "100"))
    _signed(scene, _drafted(scene, target, PaperKind.SUPERVISION_NOTICE, back), back)


def _issue_notice(scene: Stage, _store: FileStore, back: int) -> None:
    _issue(scene, _paper(scene, PaperKind.SUPERVISION_NOTICE), back)


def _receive_notice(scene: Stage, _store: FileStore, back: int) -> None:
    address = _paper(scene, PaperKind.SUPERVISION_NOTICE).addresses[0]
    by = scene.liaisons[address.department_id]
    answering.receive(scene.session, address, by=by, at=scene.at(scene.past.day(back), 10))


def _reply(scene: Stage, store: FileStore, back: int) -> None:
    address = _paper(scene, PaperKind.SUPERVISION_NOTICE).addresses[0]
    body, by = address.department, scene.liaisons[address.department_id]
    lines = ["（演示）关于督办事项办理情况的报告", "已补报核定材料，下周一前报市统计局复核。"]
    proof = put(scene, store, body, "（演示）督办事项办理情况.pdf", printed(lines), by=by, back=back)
    answering.answer(
        scene.session,
        address,
        AnswerKind.REPLY,
        words="（演示）已补齐核定所需的企业用能数据，原因是两户企业报数晚，已约定今后每季度首月 10 日前报送。",
        evidence_ids=[proof],
        signature=scene.signed(body, scene.past.day(back)),
        by=by,
        at=scene.at(scene.past.day(back), 15),
    )


def _urge(scene: Stage, _store: FileStore, back: int) -> None:
    """Issued on the day on which it was drafted, and not answered yet."""
    target = scene.asked(scene.target("五（四）", "50"))
    paper = _drafted(scene, target, PaperKind.URGE_SLIP, back)
    _signed(scene, paper, back)
    _issue(scene, paper, back)


def _letter(scene: Stage, _store: FileStore, back: int) -> None:
    """Written, and before the leader."""
    share = scene.lead(LETTER_ABOUT)
    late = scene.session.scalars(
        select(Deadline).where(
            Deadline.assignment_id == share.id, Deadline.kind == DeadlineKind.MILESTONE, Deadline.ended_on.is_(None)
        )
    ).one()
    _sent(scene, _drafted(scene, late, PaperKind.COORDINATION_LETTER, back), back)


def _drafted(scene: Stage, deadline: Deadline, kind: PaperKind, back: int) -> Paper:
    """From its template, marked, and every question of a check answered."""
    session, on, at = scene.session, scene.past.day(back), scene.at(scene.past.day(back), 9, 30)
    proposed = proposing.propose(session, [deadline.id], own=(), today=on, calendar=scene.past.calendar)
    group = proposed.groups[0]
    paper = drafting.draft_group(session, group, kind, by=scene.office, at=at, calendar=scene.past.calendar)
    said: Any = {"text": rules.as_text(paper.body), "basis": paper.basis, "organ": paper.organ}
    said["reply_by"], said["title"] = paper.reply_by, f"（演示）{paper.title}"
    editing.edit(session, paper, **said, by=scene.office, at=at)
    for found in checking.check(session, paper, told=_told(scene, paper), today=on):
        words = FITS if found.check in ("length", "pages") else ASKED
        editing.confirm(session, paper, found.key, words=words, by=scene.office, at=at)
    return paper


def _told(scene: Stage, paper: Paper) -> set[int]:
    return told_late(scene.session, [line.deadline_id for line in paper.lines])


def _sent(scene: Stage, paper: Paper, back: int) -> None:
    at = scene.at(scene.past.day(back), 10)
    signing.send(scene.session, paper, told=_told(scene, paper), by=scene.office, at=at)


def _signed(scene: Stage, paper: Paper, back: int) -> None:
    _sent(scene, paper, back)
    leader, on = demo_instructions.leader(scene), scene.past.day(back)
    signing.sign(scene.session, paper, Signature(leader.name, on), by=leader, at=scene.at(on, 15))


def _issue(scene: Stage, paper: Paper, back: int) -> None:
    on = scene.past.day(back)
    at, calendar = scene.at(on, 16), scene.past.calendar
    owed = issuing.issue(scene.session, paper, told=_told(scene, paper), by=scene.office, at=at, calendar=calendar)
    first = paper.kind == PaperKind.SUPERVISION_NOTICE
    tell(scene.session, [one.id for one in owed], rung=f"{issuing.OCCASION}{paper.id}", on=on, at_once=first)


def _paper(scene: Stage, kind: PaperKind) -> Paper:
    return scene.session.scalars(select(Paper).where(Paper.plan_id == scene.plan.id, Paper.kind == kind)).one()


DAYS: dict[int, tuple[Act, ...]] = {  # working days back
    7: (demo_instructions.first, _settle),
    6: (demo_instructions.pass_on,),
    5: (demo_instructions.acknowledge, _notice),
    4: (_issue_notice,),
    3: (_receive_notice,),
    2: (_reply, _urge, demo_circular.draft),
    1: (_letter, demo_circular.freeze, demo_instructions.second),
}
