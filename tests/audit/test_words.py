"""Every act that the rooms record has a word on the screen."""

import ast

from tests.support import sources
from workflow.wording import acts


def recorded() -> set[str]:
    """The second argument of every record(session, "room.act", …) in the sources, where it is a plain word."""
    calls = (node for path in sources.modules() for node in ast.walk(sources.tree(path)) if isinstance(node, ast.Call))
    acts_said = (node.args[1] for node in calls if _name(node) == "record" and len(node.args) > 1)
    return {str(said.value) for said in acts_said if isinstance(said, ast.Constant)}


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def test_every_recorded_act_has_words() -> None:
    assert recorded()
    assert not recorded() - set(acts.ACTS)


def test_an_unknown_act_and_an_unknown_fact_show_no_identifier() -> None:
    assert acts.act("some.thing") == "其他操作"
    assert acts.thing("some_table") == ""
    assert acts.facts({"label": "市能源局", "kind": "liaison", "basis": ""}) == [("单位", "市能源局")]
