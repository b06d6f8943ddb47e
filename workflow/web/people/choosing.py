"""What the pages of the administration share: bodies to choose from, turning a list's pages."""

from typing import Any

from flask import request, url_for
from wtforms.fields import SelectChoice

from workflow.people import queries
from workflow.people.paging import MOST, Page
from workflow.web.request import session

KEYS = ("before", "after")


def bodies(blank: Any) -> list[SelectChoice]:
    """The bodies in force; first the words for none."""
    rows = queries.choices(session())
    return [SelectChoice(value="", label=blank), *(SelectChoice(value=str(key), label=name) for key, name in rows)]


def here(name: str) -> int | None:
    """A key out of the address, if it is a number."""
    return request.args.get(name, type=int)


def turned(page: Page, total: int) -> dict[str, Any]:
    """Where the pages before and after lie, and how many rows there are in all."""
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name not in KEYS}
    where = request.endpoint or ""
    return {
        "newer_url": url_for(where, **kept, before=page.before) if page.before else None,
        "older_url": url_for(where, **kept, after=page.after) if page.after else None,
        "total": "1,000+" if total >= MOST else str(total),
        "filtered": any(kept.values()),
    }
