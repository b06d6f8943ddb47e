"""Pages: the history and the system's state."""

from flask import Blueprint

pages = Blueprint("history", __name__)
