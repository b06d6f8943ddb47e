"""Issued: a number without a gap, words that never change, a receipt and a reply that are owed."""

import io
from datetime import date

import docx
import pdfplumber
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from tests.papers.stage import AT, BY, SIGNED, TODAY, Stage
from workflow.adapters.official_letter import as_docx, as_pdf
from workflow.audit.models import Event
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind, Outcome
from workflow.errors import Refused, Stale
from workflow.escalation.papers import issuing, numbering, queries, rules, settling, signing
from workflow.escalation.papers.kept_models import PaperNumber
from workflow.escalation.papers.letters import letter_of
from workflow.escalation.papers.models import PaperState
from workflow.notices.models import Notice
from workflow.notices.service import tell
from workflow.reports.models import Manner
from workflow.reports.rules import Signature


def test_own_numbers_follow_one_another_also_after_one_that_was_rolled_back_or_withdrawn(stage: Stage) -> None:
    settled = settling.settled(stage.session, stage.city.plan)
    wanted = settling.Settled("碳达峰办", "运碳督", "", settled.clause, 5)
    settling.keep(stage.session, stage.city.plan, wanted, by=BY, at=AT)
    first = stage.paper(PaperState.WITHDRAWN)
    paused = stage.session.begin_nested()
    assert numbering.take(stage.session, "运碳督", 2026).printed == "运碳督〔2026〕2号"
    paused.rollback()
    second = stage.paper(PaperState.ISSUED)
    assert [first.number, second.number] == ["运碳督〔2026〕1号", "运碳督〔2026〕2号"]
    assert stage.session.scalars(select(PaperNumber.next)).one() == 3
    assert numbering.take(stage.session, "运碳督", 2027).own == 1
    assert [one.number for one in queries.register(stage.session)] == [second.number, first.number]


def test_a_number_of_the_office_system_is_used_once_and_takes_none_of_ours(stage: Stage) -> None:
    paper = stage.paper(PaperState.SIGNED)
    for typed, why in ((" ", "number_missing"), ("督办 [2026] 7号", "number_own")):
        with pytest.raises(Refused, match=why), stage.session.begin_nested():
            stage.issue(paper, typed)
        stage.session.refresh(paper)
    stage.issue(paper, "运政办函〔2026〕31号")
    other = stage.paper(PaperState.SIGNED)
    with pytest.raises(Refused, match="number_used"):
        stage.issue(other, "运政办函〔2026〕31号")
    assert (paper.number, paper.own_number, paper.year) == ("运政办函〔2026〕31号", None, 2026)


def test_what_is_issued_keeps_its_words_and_the_database_refuses_to_change_them(stage: Stage) -> None:
    paper = stage.paper(PaperState.ISSUED)
    assert paper.content is not None and paper.checksum == rules.checksum(paper.content)
    assert paper.content["lines"][0]["deadline_id"] == stage.late[0].id and issuing.matches(paper)
    stage.session.expire_all()
    assert issuing.matches(paper)
    paper.addresses[0].department.label = "市能源和碳局"
    paper.plan.title = "更名后的方案"
    stage.session.flush()
    assert issuing.matches(paper) and paper.content["addressed"] == ["市能源局"]
    for change in ("title = 'x'", "content = '{}'", "number = 'x'", "body = '[]'"):
        with pytest.raises(DBAPIError, match="does not change"), stage.session.begin_nested():
            stage.session.execute(text(f"UPDATE paper SET {change} WHERE id = {paper.id}"))
    with stage.session.no_autoflush:
        paper.title = "改过的标题"
        assert not issuing.matches(paper)
        stage.session.expire(paper)
    issuing.withdraw(stage.session, paper, reason="有误", by=BY, at=AT)
    assert issuing.matches(paper) and paper.state == PaperState.WITHDRAWN


def test_a_receipt_and_a_reply_are_owed_on_their_ladders_and_the_body_is_told(stage: Stage) -> None:
    paper = stage.paper(PaperState.SIGNED)
    owed = stage.issue(paper)
    told = tell(stage.session, [one.id for one in owed], rung=f"paper:{paper.id}", on=TODAY)
    receipt, reply = owed
    assert (receipt.kind, receipt.ladder, receipt.due_on) == (
        DeadlineKind.RECEIPT,
        LadderKind.REPORTING,
        date(2026, 11, 18),
    )
    assert (reply.kind, reply.ladder, reply.due_on) == (DeadlineKind.REPLY, LadderKind.WORK, paper.reply_by)
    assert {one.occasion for one in owed} == {f"paper:{paper.id}"} and issuing.paper_of(reply) == paper.id
    assert told == 4 and stage.session.scalar(select(func.count()).select_from(Notice)) == 4  # liaison and head, both
    acts = stage.session.scalars(select(Event.act).where(Event.thing == "paper").order_by(Event.id)).all()
    assert acts == ["paper.drafted", *["paper.check_confirmed"] * 2, "paper.sent", "paper.signed", "paper.issued"]
    issuing.withdraw(stage.session, paper, reason="有误", by=BY, at=AT)
    assert {stage.session.get_one(Deadline, one.id).outcome for one in owed} == {Outcome.WITHDRAWN}


def test_a_signature_on_paper_wants_who_when_and_the_scan(stage: Stage) -> None:
    paper = stage.paper(PaperState.TO_SIGN)
    for signed, why in (
        (Signature("李市长", date(2026, 11, 17), Manner.PAPER, 1), "day_to_come"),
        (Signature("李市长", TODAY, Manner.PAPER), "scan_missing"),
        (Signature("李市长", date(2026, 11, 13), Manner.PAPER, 1), "signed_before_drafted"),
    ):
        with pytest.raises(Refused, match=why):
            signing.sign(stage.session, paper, signed, by=BY, at=AT)
    with pytest.raises(Stale):
        signing.sign(stage.session, paper, SIGNED, by=BY, at=AT, seen=paper.version - 1)
    signing.sign(stage.session, paper, SIGNED, by=BY, at=AT, seen=paper.version)
    signing.take_back(stage.session, paper, by=BY, at=AT)
    assert (paper.state, paper.signer, paper.signed_on) == (PaperState.DRAFT, None, None)


def test_the_letter_of_an_issued_paper_says_what_was_frozen(stage: Stage) -> None:
    draft = letter_of(stage.draft())
    assert draft.draft and draft.number == "" and draft.dated is None
    paper = stage.paper(PaperState.ISSUED)
    letter = letter_of(paper)
    assert (letter.number, letter.addressed, letter.dated, letter.draft) == (paper.number, "市能源局", TODAY, False)
    assert [part.text for part in letter.body] == [part["text"] for part in paper.body]
    said = "\n".join(one.text for one in docx.Document(io.BytesIO(as_docx(letter))).paragraphs)
    assert paper.number in said and paper.title in said.replace("\n", "") and "市能源局：" in said
    with pdfplumber.open(io.BytesIO(as_pdf(letter))) as pdf:
        assert "市能源局" in (pdf.pages[0].extract_text() or "")
