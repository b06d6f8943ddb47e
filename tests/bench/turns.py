"""From a load's turns to figures: medians, 95th percentiles, answers per second, ratios turn by turn."""

from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from tests.bench.client import Load
from tests.bench.processes import answer_of


@dataclass(frozen=True)
class Figures:
    """Of one target at a number of connections: milliseconds, and answers per second."""

    median: float
    p95: float
    per_second: float


@dataclass(frozen=True)
class Measured:
    connections: int
    turns: dict[str, list[dict[str, Any]]]
    busy: float  # share of a core that the load client itself used

    def figures(self, name: str) -> Figures:
        answers = [ms for turn in self.turns[name] for ms in turn["answers"]]
        seconds = sum(turn["seconds"] for turn in self.turns[name])
        return Figures(median(answers), quantiles(answers, n=20)[-1], len(answers) / seconds)

    def ratio(self, name: str, to: str) -> float:
        """How many times as long an answer took as its neighbour's of the same turn; the median of all turns."""
        pairs = zip(self.turns[name], self.turns[to], strict=True)
        return float(median(median(one["answers"]) / median(other["answers"]) for one, other in pairs))

    def cost(self, name: str, to: str) -> float:
        """How many times the server's time an answer took under load: seconds per answer, turn by turn."""
        pairs = zip(self.turns[name], self.turns[to], strict=True)
        return float(median(_each(one) / _each(other) for one, other in pairs))


def _each(turn: dict[str, Any]) -> float:
    """Seconds of a turn for each answer."""
    return float(turn["seconds"] / len(turn["answers"]))


def measure(load: Load) -> Measured:
    """Run a load in its own process. Any answer other than the one expected ends the run."""
    out = answer_of("client.py", given=load.text())
    troubles = [words for turns in out["turns"].values() for turn in turns for words in turn["troubles"]]
    if troubles:
        raise RuntimeError(f"{len(troubles)} answers were not as expected; the first: {troubles[0]}")
    return Measured(load.connections, out["turns"], out["busy"])
