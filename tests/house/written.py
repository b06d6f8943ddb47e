"""What the doors of papers are tried on: a draft, one with the leader, an issued one with what was answered to it."""

from sqlalchemy.orm import Session

from tests.papers.stage import AT, BY, Stage
from tests.support.builders import City
from workflow.escalation.papers import answering
from workflow.escalation.papers.models import AnswerKind, PaperState


def special(session: Session, city: City) -> dict[str, dict[str, object]]:
    """By endpoint: which paper, which answer."""
    stage, energy = Stage(session, city), city.departments["energy"]
    draft, issued, answered = stage.draft(), stage.paper(PaperState.ISSUED), stage.paper(PaperState.ISSUED)
    with_leader, unread = stage.paper(PaperState.TO_SIGN), stage.paper(PaperState.ISSUED)
    said = {"words": "已办结。", "by": BY, "at": AT}
    given = answering.answer(session, answered.addresses[0], AnswerKind.REPLY, **said)
    energy.signs_off = True
    session.flush()
    waits = [answering.answer(session, one.addresses[0], AnswerKind.OBJECTION, **said) for one in (issued, answered)]
    energy.signs_off = False
    session.flush()
    of_draft = ("edit", "confirm", "void", "send", "take_back", "issue", "amend", "stamped")
    return {
        **{f"papers.{act}": {"paper_id": draft.id} for act in of_draft},
        **{f"papers.{act}": {"paper_id": issued.id} for act in ("show", "withdraw")},
        **{f"papers.{act}": {"paper_id": with_leader.id} for act in ("sign", "send_back", "signed_on_paper")},
        "papers.receive": {"paper_id": unread.id},
        "papers.file": {"paper_id": issued.id, "kind": "docx"},
        "papers.answer": {"paper_id": unread.id, "kind": "reply"},
        "papers.decide": {"answer_id": given.id},
        "papers.sign_answer": {"answer_id": waits[0].id},
        "papers.send_back_answer": {"answer_id": waits[1].id},
        "papers.template": {"word": "urge_slip"},
    }
