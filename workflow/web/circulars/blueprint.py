"""The family of the pages of 季度通报."""

from flask import Blueprint

pages = Blueprint("circulars", __name__)
