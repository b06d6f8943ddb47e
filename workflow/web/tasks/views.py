"""Pages: the task's page and list, acknowledging."""

from flask import Blueprint

pages = Blueprint("tasks", __name__)
