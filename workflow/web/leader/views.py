"""Pages: one page for a leader, the ledger."""

from flask import Blueprint

pages = Blueprint("leader", __name__)
