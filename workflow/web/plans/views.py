"""Pages: plans, editions, leads, the start."""

from flask import Blueprint

pages = Blueprint("plans", __name__)
