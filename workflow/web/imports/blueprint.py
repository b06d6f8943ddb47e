"""The pages of the import desk hang here."""

from flask import Blueprint

pages = Blueprint("imports", __name__)
