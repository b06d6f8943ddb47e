"""The floor: a bare Flask page with one indexed query and 50 templated rows. No session, no user, no layout."""

import sqlite3
from datetime import date
from threading import local
from typing import Any

import psycopg
from flask import Flask, render_template
from jinja2 import DictLoader

QUERY = """
SELECT d.id, d.due_on, d.kind, d.occasion, t.number, t.heading
FROM deadline d JOIN assignment a ON a.id = d.assignment_id JOIN task t ON t.id = a.task_id
WHERE d.ladder = 'reporting' AND d.ended_on IS NULL AND d.held_since IS NULL AND d.due_on < '{today}'
ORDER BY d.due_on, d.id LIMIT 50
"""
PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>报送逾期</title></head><body><h1>报送逾期</h1><table>
{% for row in rows %}<tr><td>{{ row[1] }}</td><td><a href="/deadlines/{{ row[0] }}">{{ row[4] }} {{ row[5] }}</a></td>\
<td>{{ row[2] }}</td><td>{{ row[3] }}</td></tr>
{% endfor %}</table></body></html>
"""


def floor_app(url: str, today: date) -> Flask:
    app, kept, query = Flask("floor"), local(), QUERY.format(today=today)
    app.jinja_loader = DictLoader({"page.html": PAGE})  # compiled once

    def connection() -> Any:
        if not hasattr(kept, "connection"):
            kept.connection = _connect(url)
        return kept.connection

    @app.get("/")
    def page() -> str:
        return render_template("page.html", rows=connection().execute(query).fetchall())

    return app


def _connect(url: str) -> Any:
    if url.startswith("sqlite:///"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
