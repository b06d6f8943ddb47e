"""Desk and escalation view beside the floor and the plain page, by turns; and the queries that each page makes."""

from tests.bench.client import Load
from tests.bench.results import Page, Pages
from tests.bench.scene import Scene
from tests.bench.turns import Measured, measure

CONNECTIONS = (1, 8, 32)
TURNS, QUICK_TURNS = 12, 4
EACH = {1: 20, 8: 64, 32: 128}  # requests of a turn


def measure_pages(scene: Scene) -> Pages:
    targets = [scene.floor(), *scene.pages()]
    turns = QUICK_TURNS if scene.quick else TURNS
    runs = {
        connections: measure(
            Load(targets, connections=connections, turns=turns, each=EACH[connections], warm=EACH[connections])
        )
        for connections in CONNECTIONS
    }
    return Pages(
        pages={target.name: _page(target.name, runs) for target in targets},
        client_busy=max(run.busy for run in runs.values()),
    )


def _page(name: str, runs: dict[int, Measured]) -> Page:
    alone = runs[1]
    return Page(
        figures={connections: run.figures(name) for connections, run in runs.items()},
        to_floor=alone.ratio(name, "floor"),
        to_plain=alone.ratio(name, "plain"),
        loaded_to_plain={connections: run.cost(name, "plain") for connections, run in runs.items() if connections > 1},
    )
