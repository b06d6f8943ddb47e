"""A person's browser, small: keeps cookies, follows nothing, finds the hidden fields of a form."""

import html
import re
from http.client import HTTPConnection
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')


class Refused(Exception):
    """An answer other than the one expected."""


class Browser:
    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def _go(self, method: str, path: str, body: str | None, expected: int) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie, "Referer": f"http://127.0.0.1:{self.port}{path}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        if answer.status != expected:
            raise Refused(f"{method} {path}: {answer.status} instead of {expected}\n{text[:3000]}")
        return text

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def open(self, path: str, expected: int = 200) -> str:
        return self._go("GET", path, None, expected)

    def send(self, path: str, fields: dict[str, str], expected: int = 303) -> str:
        return self._go("POST", path, urlencode(fields), expected)

    def sign_in(self, path: str, email: str, password: str) -> None:
        """Through the real form, with its hidden fields."""
        fields = hidden_fields(self.open(path))
        self.send(path, {**fields, "email": email, "password": password})

    def asking(self, path: str) -> str:
        """The bytes of a GET of this person, for the load client."""
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n\r\n"

    def filing(self, path: str, fields: dict[str, str]) -> str:
        """The bytes of a POST of this person."""
        body = urlencode(fields)
        return (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )


def hidden_fields(page: str) -> dict[str, str]:
    """Name and value of every hidden field of a page; of doubles the last."""
    found: dict[str, str] = {}
    for tag in HIDDEN.findall(page):
        parts = dict(ATTRIBUTE.findall(tag))
        if "name" in parts:
            found[parts["name"]] = html.unescape(parts.get("value", ""))
    return found
