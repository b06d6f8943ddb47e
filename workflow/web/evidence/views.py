"""Pages: files put in and taken out."""

from flask import Blueprint

pages = Blueprint("evidence", __name__)
