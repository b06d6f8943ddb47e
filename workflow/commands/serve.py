"""`duban serve`: the web application and its scheduler in one process (the embedded default)."""

import logging
from collections.abc import Callable
from typing import Any

import click
from waitress import create_server

from workflow import migrations
from workflow.app import create_app
from workflow.commands.ground import Ground, ground

# A body is read in pieces of 256 kB, not of 8: a large file comes in half as fast again.
SERVING: dict[str, Any] = {"threads": 8, "ident": None, "recv_bytes": 256 * 1024}


@click.command("serve")
@click.option("--no-scheduler", is_flag=True, help="Serve pages only; rounds run in a worker (python -m workflow).")
def serve(no_scheduler: bool) -> None:
    """Serve Duban on DUBAN_HOST and PORT, with the scheduler running."""
    here = ground()
    migrations.upgrade(here.database)
    run(here, scheduler=not no_scheduler)


def run(here: Ground, *, scheduler: bool) -> None:
    """Serve until the process is asked to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = here.settings
    app = create_app(settings, database=here.database, clock=here.clock)
    try:
        server = create_server(app, host=settings.host, port=settings.port, **SERVING)
    except OSError as error:
        raise click.ClickException(f"{settings.host}:{settings.port}: {error.strerror}. PORT=8001 make run ?") from None
    stop = _scheduler(here) if scheduler else None
    click.echo(f"\n  {settings.base_url}\n")
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        if stop:
            stop()
        server.close()
        here.database.close()


def _scheduler(here: Ground) -> Callable[[], None]:
    """Start the timetable in this process; the answer stops it."""
    from workflow.jobs.timetable import start_in_background

    return start_in_background(here.settings, here.database, here.clock)
