"""What a department may say of a task, and what does not make sense beside how the task stands."""

from dataclasses import dataclass

from workflow.tasks.consulting_models import CommentDecision, CommentKind

WORDS = 2000  # characters
BASIS = 300
NAMING = frozenset({CommentKind.LEAD, CommentKind.ADD})
WITHOUT_TASK = frozenset({CommentKind.AGREE, CommentKind.OTHER})


@dataclass(frozen=True)
class Said:
    """One thing a department says. `task_id` None: of the whole table."""

    task_id: int | None
    kind: CommentKind
    named_id: int | None = None
    words: str = ""
    section: str = ""


@dataclass(frozen=True)
class Standing:
    """Who leads and who shares in a task now."""

    lead_id: int | None
    shares: frozenset[int]


def fault(said: Said, standing: Standing | None, *, department_id: int) -> tuple[str, str] | None:
    """(field, key of the sentence) of the first thing that does not make sense; None when it can be taken."""
    if len(said.words) > WORDS:
        return "words", "consult.words_long"
    if standing is None:
        return ("task", "consult.task_missing") if said.kind not in WITHOUT_TASK else _unsaid(said)
    if said.kind in NAMING and said.named_id is None:
        return "unit", "consult.unit_missing"
    if said.kind == CommentKind.LEAD and said.named_id == standing.lead_id:
        return "unit", "consult.leads_already"
    if said.kind == CommentKind.ADD and said.named_id in standing.shares:
        return "unit", "consult.shares_already"
    if said.kind == CommentKind.DROP:
        leaving = said.named_id or department_id
        if leaving not in standing.shares:
            return "unit", "consult.shares_not"
        if leaving == standing.lead_id:
            return "kind", "consult.lead_stays"
    return _unsaid(said)


def _unsaid(said: Said) -> tuple[str, str] | None:
    return ("words", "consult.words_missing") if said.kind == CommentKind.OTHER and not said.words.strip() else None


def acts(kind: CommentKind, decision: CommentDecision) -> bool:
    """Whether deciding so changes the table itself: an adopted change does; of a partly adopted addition, the
    bodies that the office names."""
    if decision == CommentDecision.PARTLY:
        return kind == CommentKind.ADD
    return decision == CommentDecision.ADOPTED and kind in {CommentKind.LEAD, CommentKind.ADD, CommentKind.DROP}
