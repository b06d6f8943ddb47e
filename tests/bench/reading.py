"""How long reading the seed's plan takes: reading.py, prints the seconds as JSON."""

import json
from pathlib import Path
from statistics import median
from time import perf_counter

from workflow.plans.reader import read

PLAN = Path(__file__).parents[2] / "seed" / "yuncheng.txt"
TIMES = 5


def seconds() -> dict[str, float]:
    content, taken = PLAN.read_bytes(), []
    for _ in range(TIMES):
        began = perf_counter()
        draft = read(content, PLAN.name)
        taken.append(perf_counter() - began)
    return {"seconds": median(taken), "first": taken[0], "items": len(draft.items)}


if __name__ == "__main__":
    print(json.dumps(seconds()))
