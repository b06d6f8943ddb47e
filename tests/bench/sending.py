"""A large file on its way in: with a plain form, and piece by piece as the page's script sends it."""

import base64
import json
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from secrets import token_hex, token_urlsafe

from tests.bench.browser import Browser, hidden_fields

READ = 256 * 1024
PIECE = 8 * 1024 * 1024  # as static/js/uploads.js has it


def with_a_form(person: Browser, source: Path, department: int) -> None:
    """Through the form of the box, streamed as a browser does."""
    path, mark = f"/departments/{department}/evidence", token_hex(16)
    fields = hidden_fields(person.open(path)) | {"once": token_urlsafe(24)}
    said = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{source.name}"\r\n\r\n'
    head, tail = (said + file).encode(), f"\r\n--{mark}--\r\n".encode()
    connection = HTTPConnection("127.0.0.1", person.port, timeout=300)
    connection.putrequest("POST", path)
    connection.putheader("Cookie", person.cookie)
    connection.putheader("Referer", f"http://127.0.0.1:{person.port}{path}")
    connection.putheader("Content-Type", f"multipart/form-data; boundary={mark}")
    connection.putheader("Content-Length", str(len(head) + source.stat().st_size + len(tail)))
    connection.endheaders(head)
    with source.open("rb") as reading:
        while piece := reading.read(READ):
            connection.send(piece)
    connection.send(tail)
    _must_be(connection.getresponse(), 303)
    connection.close()


def in_pieces(person: Browser, source: Path, department: int) -> None:
    """By tus 1.0: announced, sent in pieces of 8 MB over one line, finished."""
    token = hidden_fields(person.open(f"/departments/{department}/evidence"))["csrf_token"]
    connection = HTTPConnection("127.0.0.1", person.port, timeout=300)
    kept = {"Cookie": person.cookie, "X-CSRFToken": token, "Tus-Resumable": "1.0.0"}
    kept["Referer"] = f"http://127.0.0.1:{person.port}/"
    said = ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}"
        for name, value in (("filename", source.name), ("department", str(department)))
    )
    connection.request("POST", "/uploads", headers=kept | _size(source) | {"Upload-Metadata": said})
    begun = connection.getresponse()
    _must_be(begun, 201)
    where, at = begun.getheader("Location", ""), 0
    with source.open("rb") as reading:
        while piece := reading.read(PIECE):
            head = kept | {"Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}
            connection.request("PATCH", where, piece, head)
            _must_be(connection.getresponse(), 204)
            at += len(piece)
    connection.request("POST", f"{where}/finish", headers=kept)
    if "evidence_id" not in json.loads(_must_be(connection.getresponse(), 200)):
        raise RuntimeError("the upload was not taken in")
    connection.close()


def _size(source: Path) -> dict[str, str]:
    return {"Upload-Length": str(source.stat().st_size)}


def _must_be(answer: HTTPResponse, status: int) -> bytes:
    said = answer.read()
    if answer.status != status:
        raise RuntimeError(f"the upload was answered {answer.status}: {said[-2000:].decode()}")
    return said
