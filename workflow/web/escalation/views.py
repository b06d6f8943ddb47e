"""Pages: what is late, urging."""

from flask import Blueprint

pages = Blueprint("escalation", __name__)
