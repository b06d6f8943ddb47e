"""The words that drafts begin with: those kept by the office, else those that come with Duban."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.escalation.papers import rules
from workflow.escalation.papers.kept_models import PaperTemplate
from workflow.escalation.papers.models import PaperKind

PLACES = ("单位", "方案", "依据", "指定", "项数", "回复日期", "截止日期")
ITEMS = "事项"  # a paragraph of its own, in whose place the matters stand
OF_LINE = ("编号", "条目", "应办", "应于", "逾期", "最近反馈", "存在问题", "请求")

LINE = "{编号}{条目}：{应办}，应于{应于}完成，截至{截止日期}{逾期}。{最近反馈}{存在问题}"
BASED = "根据{依据}{指定}，"


@dataclass(frozen=True)
class Kept:
    """A template: of the title, of the text (one paragraph a line), of one matter. The built-in one has no `id`."""

    title: str
    text: str
    line: str = LINE
    id: int | None = None


BUILT_IN: dict[PaperKind, Kept] = {
    PaperKind.URGE_SLIP: Kept(
        "关于催办{方案}有关事项的催办单",
        BASED + "现就你单位承担的以下{项数}项工作催办如下：\n{事项}\n"
        "请抓紧办理，于{回复日期}前书面回复办理情况、存在问题和完成时间。确有困难需要协调的，请一并提出。",
    ),
    PaperKind.SUPERVISION_NOTICE: Kept(
        "关于{方案}有关事项的督办通知单",
        BASED + "经梳理，你单位承担的以下{项数}项工作已超过规定期限，现予督办：\n{事项}\n"
        "请明确责任人和完成时限，倒排工期推进，于{回复日期}前书面回复办理情况及下一步措施。"
        "对上述情况有不同意见的，可在回复期限内申请复核并附依据。",
    ),
    PaperKind.CIRCULAR_NOTICE: Kept(
        "关于{方案}部分事项推进情况的通报",
        BASED + "现将{方案}部分事项推进情况通报如下：\n一、有关情况\n{事项}\n二、有关要求\n"
        "请{单位}认真分析原因，采取有效措施，于{回复日期}前书面报送整改情况。"
        "对通报内容有不同意见的，可在回复期限内申请复核并附依据。",
    ),
    PaperKind.COORDINATION_LETTER: Kept(
        "关于商请支持{方案}有关工作的函",
        BASED + "为统筹推进{方案}各项任务，现就涉及贵单位的以下{项数}项工作商请支持：\n{事项}\n"
        "恳请贵单位予以支持，并请于{回复日期}前函复有关进展、困难和需要协调的事项。",
    ),
    PaperKind.INTERVIEW_LETTER: Kept(
        "关于{方案}有关事项的约谈函",
        BASED + "鉴于你单位承担的以下{项数}项工作连续多期滞后，拟就有关情况进行约谈：\n{事项}\n"
        "请准备推进情况、原因分析和整改措施，于{回复日期}前书面报送；约谈时间、地点另行通知。",
    ),
    PaperKind.CLOSING_SLIP: Kept(
        "关于{方案}有关事项的销号单",
        BASED
        + "经审核，你单位承担的以下{项数}项工作已经办结，现予销号：\n{事项}\n请做好资料归档，巩固成效，防止反弹。",
        "{编号}{条目}：{应办}。",
    ),
    PaperKind.QUARTERLY_CIRCULAR: Kept("关于{方案}推进情况的季度通报", "{事项}"),
}


def current(session: Session, kind: PaperKind, plan_id: int | None) -> Kept:
    """The template in force: the plan's own, else the general one, else what comes with Duban."""
    found = latest(session, kind, plan_id)
    return BUILT_IN[kind] if found is None else Kept(found.title, found.text, found.line, found.id)


def latest(session: Session, kind: PaperKind, plan_id: int | None) -> PaperTemplate | None:
    rows = select(PaperTemplate).where(
        PaperTemplate.kind == kind, or_(PaperTemplate.plan_id == plan_id, PaperTemplate.plan_id.is_(None))
    )
    return session.scalar(rows.order_by(PaperTemplate.plan_id.is_(None), PaperTemplate.id.desc()).limit(1))


def append(
    session: Session,
    kind: PaperKind,
    words: Kept,
    *,
    plan_id: int | None,
    by: audit.Actor,
    at: datetime,
    seen: int | None = None,
) -> PaperTemplate:
    """Keep a new version of a template; `seen` is the one that was edited. Earlier ones stay."""
    if not words.title.strip() or not words.text.strip():
        raise Refused("paper.words_missing")
    for part in (words.title, words.text.replace(f"{{{ITEMS}}}", "")):
        rules.check_places(part, PLACES)
    rules.check_places(words.line, (*PLACES, *OF_LINE))
    if current(session, kind, plan_id).id != seen:
        raise Stale()
    kept = PaperTemplate(kind=kind, plan_id=plan_id, title=words.title.strip(), text=words.text.strip())
    kept.line, kept.by_id, kept.by, kept.at = words.line.strip(), by.account_id, by.name, at
    session.add(kept)
    session.flush()
    audit.record(session, "paper_template.kept", kept, by=by, at=at, plan_id=plan_id, name=rules.PRINTED[kind])
    return kept
