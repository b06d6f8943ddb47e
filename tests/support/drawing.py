"""docs/states.md, drawn from the tables of allowed moves: python -m tests.support.drawing"""

from enum import StrEnum
from pathlib import Path

from workflow.escalation.papers.moves import ANSWER_MOVES as ANSWER
from workflow.escalation.papers.moves import MOVES as PAPER
from workflow.evidence.destruction_moves import MOVES as DESTRUCTION
from workflow.evidence.moves import MOVES as UPLOAD
from workflow.insight.circular.moves import MOVES as CIRCULAR
from workflow.insight.scores.moves import MOVES as SCORE
from workflow.instructions.moves import MOVES as INSTRUCTION
from workflow.reports.moves import MOVES as REPORT
from workflow.review.moves import MOVES as CLOSING
from workflow.states import Moves
from workflow.tasks.moves import MOVES as TASK
from workflow.wording.labels import LABELS

PAGE = Path(__file__).parents[2] / "docs" / "states.md"
TABLES: tuple[tuple[str, Moves], ...] = (
    ("A report", REPORT),
    ("A task", TASK),
    ("A request to close a task", CLOSING),
    ("A leader's instruction", INSTRUCTION),
    ("A paper", PAPER),
    ("An answer to a paper", ANSWER),
    ("A quarterly circular", CIRCULAR),
    ("A score sheet", SCORE),
    ("A request to destroy a file", DESTRUCTION),
    ("A file on its way in", UPLOAD),
)
HEAD = """# What may become of what

Drawn from the code (`workflow/**/moves.py`) by `python -m tests.support.drawing`; a test holds this page to it.

For each kind of thing there is one plain table, state × act → state. A library of state machines would want to own the
objects and their history; a table is read at one glance, is asked in one line (`MOVES.after(state, act)`), and what it
does not hold is refused with a sentence. `tests/house/test_states.py` tries every state with every act in every role.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"\n## {title}\n\n{_drawn(moves)}\n{_listed(moves)}" for title, moves in TABLES)


def _drawn(moves: Moves) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"  {state.value} : {_words(state)}" for state in _states(moves)]
    lines += [f"  [*] --> {state.value}" for state in _states(moves) if state in moves.begins]
    lines += [f"  {state.value} --> {after.value} : {_words(act)}" for (state, act), after in moves.table.items()]
    return "\n".join([*lines, "```", ""])


def _listed(moves: Moves) -> str:
    acts = list(type(next(iter(moves.table))[1]))
    rows = ["| " + " | ".join(["", *(_words(act) for act in acts)]) + " |", "|" + "---|" * (len(acts) + 1)]
    for state in _states(moves):
        after = [_words(moves.table[state, act]) if moves.allows(state, act) else "–" for act in acts]
        rows.append("| " + " | ".join([f"**{_words(state)}**", *after]) + " |")
    return "\n".join([*rows, ""])


def _states(moves: Moves) -> list[StrEnum]:
    return list(type(next(iter(moves.begins))))


def _words(word: StrEnum) -> str:
    return str(LABELS[type(word), word.value])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
