"""Style, script and drawings for ever: an address carries a mark of what it leads to, so that a browser keeps it and
asks for nothing again, and a newer version is another address."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.security import safe_join

FOR_EVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    app.url_defaults(_marked)
    app.after_request(_kept)


def _marked(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and (mark := _mark(values.get("filename", ""))):
        values.setdefault("v", mark)


def _kept(response: Response) -> Response:
    """An address of another version gets what is there now, which is asked for each time."""
    if request.endpoint == "static" and response.status_code in (200, 304):
        filename = (request.view_args or {}).get("filename", "")
        if request.args.get("v") == _mark(filename):
            response.headers["Cache-Control"] = FOR_EVER
    return response


def _mark(filename: str) -> str | None:
    """None: there is no such file."""
    place = safe_join(current_app.static_folder or "", filename)
    path = Path(place or "")
    if place is None or not path.is_file():
        return None
    return _digest(path, path.stat().st_mtime_ns)


@cache
def _digest(path: Path, changed: int) -> str:
    """Of the bytes, not of the time: the same on every machine that serves the same version."""
    return sha256(path.read_bytes()).hexdigest()[:12]
