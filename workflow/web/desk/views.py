"""Pages: what a department owes."""

from flask import Blueprint

pages = Blueprint("desk", __name__)
