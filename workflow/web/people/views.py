"""Pages: accounts, departments, posts."""

from flask import Blueprint

pages = Blueprint("people", __name__)
