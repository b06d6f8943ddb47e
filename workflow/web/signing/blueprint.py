"""The family of the pages of 签发."""

from flask import Blueprint

pages = Blueprint("signing", __name__)
