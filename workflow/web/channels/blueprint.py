"""The family's blueprint, shared by its modules of views."""

from flask import Blueprint

pages = Blueprint("channels", __name__)
