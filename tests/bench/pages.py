"""Desk and escalation view beside the floor and the plain page, by turns; and the queries that each page makes."""

from dataclasses import replace

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


def measure_growth(small: Scene, large: Scene) -> dict[str, float]:
    """How many times as long each page takes on the large database: both served at once, asked by turns."""
    here = [replace(target, name=f"{target.name} small") for target in small.pages()]
    there = large.pages()
    pairs = [target for pair in zip(here, there, strict=True) for target in pair]
    run = measure(Load(pairs, turns=QUICK_TURNS if large.quick else TURNS, each=EACH[1], warm=EACH[1]))
    return {target.name: run.ratio(target.name, f"{target.name} small") for target in there}


def _page(name: str, runs: dict[int, Measured]) -> Page:
    alone = runs[1]
    return Page(
        figures={connections: run.figures(name) for connections, run in runs.items()},
        to_floor=alone.ratio(name, "floor"),
        to_plain=alone.ratio(name, "plain"),
        loaded_to_plain={connections: run.cost(name, "plain") for connections, run in runs.items() if connections > 1},
    )
