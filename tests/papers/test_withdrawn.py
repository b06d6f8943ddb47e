"""A paper that is withdrawn: those to whom it went are told once, with the reason."""

from datetime import date

from sqlalchemy import delete, select

from tests.papers.stage import AT, BY, TODAY, Stage
from tests.support.builders import at
from workflow.escalation.papers import answering, issuing
from workflow.escalation.papers.models import AnswerKind, PaperState
from workflow.jobs.letters import press
from workflow.notices import service
from workflow.notices.models import Notice
from workflow.outbox import folding
from workflow.outbox.models import Message
from workflow.people.models import Account

NEXT = date(2026, 11, 17)


def told(stage: Stage) -> list[str]:
    rows = select(Account.name).join(Notice).where(Notice.rung.startswith("withdrawn:")).order_by(Account.name)
    return list(stage.session.scalars(rows))


def fold(stage: Stage, settings, on: date) -> dict[str, str]:
    service.drop_untrue(stage.session, today=on)
    facts = {"today": on, "at": at(on), "calendar": stage.calendar, "press": press(settings)}
    folding.fold(stage.session, **facts)
    rows = select(Account.name, Message.body_text).join(Message).where(Message.day == on)
    return dict(stage.session.execute(rows).all())


def withdraw(stage: Stage, paper) -> None:
    issuing.withdraw(stage.session, paper, reason="数据有误，另行印发", by=BY, at=AT)
    ids = issuing.receipts(stage.session, paper)
    service.tell(stage.session, ids, rung=f"withdrawn:{paper.id}", on=TODAY)


def test_liaison_and_head_read_the_number_and_the_reason_once(stage: Stage, settings) -> None:
    paper = stage.paper(PaperState.ISSUED)
    answering.receive(stage.session, paper.addresses[0], by=BY, at=AT)  # the receipt is owed no more
    withdraw(stage, paper)
    assert told(stage) == ["head", "liaison"]
    mails = fold(stage, settings, TODAY)
    assert set(mails) == {"head", "liaison"}
    for words in (f"{paper.number} 数据有误，另行印发", "文书已撤回", "不需要再办理"):
        assert mails["liaison"].count(words) == 1, mails["liaison"]
    assert "逾期" not in mails["liaison"].partition("目前尚未完成")[0]
    assert fold(stage, settings, NEXT) == {}


def test_a_paper_withdrawn_before_its_own_notice_left_is_told_in_one_line(stage: Stage, settings) -> None:
    paper = stage.paper(PaperState.SIGNED)
    owed = stage.issue(paper)
    service.tell(stage.session, [one.id for one in owed], rung=f"paper:{paper.id}", on=TODAY)
    withdraw(stage, paper)
    mails = fold(stage, settings, TODAY)
    assert "收到文书" not in mails["liaison"] and mails["liaison"].count("文书已撤回") == 1


def test_the_office_withdraws_on_the_page_or_by_an_objection_upheld(client, office, stage: Stage) -> None:
    first, second = stage.paper(PaperState.ISSUED), stage.paper(PaperState.ISSUED)
    found = answering.answer(stage.session, second.addresses[0], AnswerKind.OBJECTION, words="数据不同", by=BY, at=AT)
    stage.session.execute(delete(Notice))
    stage.session.commit()
    office.get(f"/papers/{first.id}/withdraw")
    data = office.page.fields_with("words") | {"words": "数据有误"}
    assert office.post(f"/papers/{first.id}/withdraw", data=data).status_code == 303
    assert told(stage) == ["head", "liaison"]
    stage.session.commit()
    office.get(f"/papers/answers/{found.id}")
    data = office.page.fields_with("words") | {"act": "correct", "words": "以复核为准"}
    assert office.post(f"/papers/answers/{found.id}", data=data).status_code == 303
    assert told(stage) == ["head", "head", "liaison", "liaison"]
