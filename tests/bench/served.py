"""What is measured, on waitress in a process of its own: served.py floor|app URL PORT FOLDER."""

import sys
from pathlib import Path

from flask import Flask
from waitress import serve

from tests.bench import plain
from tests.bench.floor import floor_app
from tests.bench.scale import DOMAIN, TODAY, clock
from workflow.app import create_app
from workflow.commands.serve import SERVING
from workflow.settings import Settings, from_environment


def settings_for(url: str, folder: Path, *, port: int = 8140, smtp_port: int = 8149) -> Settings:
    return from_environment(
        {
            "DUBAN_DATA": str(folder),
            "DUBAN_DATABASE_URL": url,
            "DUBAN_SMTP_HOST": "127.0.0.1",
            "DUBAN_SMTP_PORT": str(smtp_port),
            "DUBAN_SMTP_SECURITY": "none",
            "DUBAN_MAIL_DOMAINS": DOMAIN,
            "DUBAN_MAIL_FROM": f"duban@{DOMAIN}",
            "PORT": str(port),
        }
    )


def the_app(url: str, folder: Path, *, port: int = 8140) -> Flask:
    """The application as it is served to people, with the plain page beside it."""
    app = create_app(settings_for(url, folder, port=port), clock=clock())
    plain.add_to(app)
    return app


if __name__ == "__main__":
    what, url, port, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
    served = floor_app(url, TODAY) if what == "floor" else the_app(url, folder, port=port)
    serve(served, host="127.0.0.1", port=port, _quiet=True, **SERVING)
