"""A draft in the form that the yardstick of plans wants."""

from workflow.plans.reader.draft import Clause, Draft, Item, Kind, Role, Target


def score_form(draft: Draft) -> dict[str, object]:
    """Title, number, day, measures (duties without a clause among them) and targets."""
    return {
        "title": draft.title,
        "doc_number": draft.doc_number,
        "issued_on": draft.issued_on.isoformat() if draft.issued_on else None,
        "measures": [measure(item) for item in draft.items if item.kind is not Kind.GENERAL],
        "targets": [target(one) for one in draft.targets],
    }


def measure(item: Item) -> dict[str, object]:
    """Lead of the first clause; co are all other bodies of all clauses, each once."""
    leads = [body.name for clause in item.clauses for body in clause.bodies if body.role is Role.LEAD]
    lead = leads[0] if leads else None
    others = dict.fromkeys(body.name for clause in item.clauses for body in clause.bodies if body.name != lead)
    return {
        "path": list(item.path),
        "heading": item.heading,
        "lead": lead,
        "co": list(others),
        "clauses": [one(clause) for clause in item.clauses],
        "open_ended": any(clause.open_ended for clause in item.clauses),
    }


def one(clause: Clause) -> dict[str, object]:
    return {
        "clause": "".join(clause.text.split()),
        "lead": next((body.name for body in clause.bodies if body.role is Role.LEAD), None),
        "co": [body.name for body in clause.bodies if body.role is Role.CO],
        "open_ended": clause.open_ended,
    }


def target(one: Target) -> dict[str, object]:
    return {
        "measure": list(one.path),
        "indicator": one.indicator,
        "comparator": one.comparator,
        "value": float(one.value),
        "unit": one.unit,
        "year": one.due_year,
        "baseline_year": one.baseline_year,
        "hedge": one.hedge or None,
        "sentence": one.sentence,
    }
