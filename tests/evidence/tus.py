"""A client of the resumable protocol, as the browser's: announces a file, sends pieces, asks how far it has come."""

import base64
from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.evidence import making
from tests.support.client import CarefulClient

PDF = making.padded(5000)


@dataclass
class Tus:
    client: CarefulClient
    department: int

    def headers(self, **more: object) -> dict[str, str]:
        named = {name.replace("_", "-"): str(value) for name, value in more.items()}
        return {"Tus-Resumable": "1.0.0", "X-CSRFToken": self.client.token(), **named}

    def begin(self, name: str = "证明.pdf", size: int = len(PDF), **said: object) -> TestResponse:
        facts = {"filename": name, "department": self.department, **said}
        pairs = [f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in facts.items()]
        headers = self.headers(Upload_Length=size, Upload_Metadata=",".join(pairs))
        return self.client.open("/uploads", method="POST", headers=headers)

    def began(self, name: str = "证明.pdf", size: int = len(PDF), **said: object) -> str:
        answer = self.begin(name, size, **said)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return answer.headers["Location"]

    def piece(self, where: str, data: bytes, at: int = 0, **more: str) -> TestResponse:
        headers = self.headers(Upload_Offset=at, **more)
        kind = {"content_type": "application/offset+octet-stream"}
        return self.client.open(where, method="PATCH", data=data, headers=headers, **kind)

    def stands(self, where: str) -> TestResponse:
        return self.client.open(where, method="HEAD", headers=self.headers())

    def offset(self, where: str) -> int:
        return int(self.stands(where).headers["Upload-Offset"])

    def give_up(self, where: str) -> int:
        return self.client.open(where, method="DELETE", headers=self.headers()).status_code

    def finish(self, where: str) -> TestResponse:
        return self.client.open(f"{where}/finish", method="POST", headers=self.headers())

    def sent(self, data: bytes = PDF, name: str = "证明.pdf", **said: object) -> TestResponse:
        """All of it, and finished."""
        where = self.began(name, len(data), **said)
        assert self.piece(where, data).status_code == 204
        return self.finish(where)
