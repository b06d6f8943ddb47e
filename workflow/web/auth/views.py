"""Pages: sign-in, passwords, language."""

from flask import Blueprint

pages = Blueprint("auth", __name__)
