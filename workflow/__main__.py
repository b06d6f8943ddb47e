"""The worker: `python -m workflow` runs the timetable alone, until it is asked to stop."""

import logging
import signal
import sys
import threading

from workflow import migrations
from workflow.commands.ground import ground
from workflow.jobs.timetable import start_in_background


def main() -> int:
    """Run until SIGTERM or SIGINT; the message being sent is finished first."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    here = ground()
    present, newest = migrations.standing(here.database)
    if present != newest:
        print(f"The database is at {present or 'nothing'}, not {newest}. Run: duban migrate", file=sys.stderr)
        return 1
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    stop = start_in_background(here.settings, here.database, here.clock)
    logging.getLogger("duban.worker").info("at work")
    asked.wait()
    stop()
    here.database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
