"""The morning round in a process of its own: morning.py URL FOLDER SMTP-PORT, prints seconds and peak as JSON."""

import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.memory import peak
from tests.bench.scale import TODAY, clock
from tests.bench.served import settings_for
from workflow.db import Database
from workflow.jobs.round import run_round
from workflow.jobs.timetable import worker_for


def morning(url: str, folder: Path, smtp_port: int) -> dict[str, Any]:
    began = perf_counter()
    settings = settings_for(url, folder, smtp_port=smtp_port)
    database = Database(settings.database_url)
    done = run_round(worker_for(settings, database, clock()), TODAY)
    seconds = perf_counter() - began
    database.close()
    return {"seconds": seconds, "peak": peak(), "done": done.as_json()}


if __name__ == "__main__":
    print(json.dumps(morning(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
