"""What a desk says about closing and holding."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workflow.deadlines import held
from workflow.deadlines.queries import Rows
from workflow.review import closings
from workflow.web.desk.rows import in_words
from workflow.web.request import session


@dataclass(frozen=True)
class Ending:
    """Requests that came back, tasks whose last report says they are done, what is held."""

    returned: Rows
    to_ask: Rows
    held: Rows
    what: Callable[[Any], str] = in_words


def ending(department_id: int) -> Ending:
    return Ending(
        closings.returned_to(session(), department_id),
        closings.to_ask_for(session(), department_id),
        held.of_department(session(), department_id),
    )
