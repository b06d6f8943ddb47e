"""Short ways to read a plan in a test and to look at what was found."""

from workflow.plans.reader import Draft, read
from workflow.plans.reader.draft import Item, Kind, Role


def plan(text: str) -> Draft:
    return read(text.encode(), "plan.txt")


def bodies(item: Item) -> list[str]:
    """The lead of an item, then the others, each once."""
    every = [body for clause in item.clauses for body in clause.bodies]
    lead = [body.name for body in every if body.role is Role.LEAD][:1]
    return list(dict.fromkeys([*lead, *(body.name for body in every)]))


def named(draft: Draft) -> list[list[str]]:
    """The bodies of every item that is not general."""
    return [bodies(item) for item in draft.items if item.kind is not Kind.GENERAL]


def rows(draft: Draft) -> list[tuple[str, str, list[str]]]:
    """Number, heading and bodies of every item that is not general."""
    return [(item.path[-1], item.heading, bodies(item)) for item in draft.items if item.kind is not Kind.GENERAL]
