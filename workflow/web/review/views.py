"""Pages: the office's word on reports and extensions."""

from flask import Blueprint

pages = Blueprint("review", __name__)
