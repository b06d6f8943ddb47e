"""A real SMTP server that counts and forgets, in a process of its own: sink.py PORT. A line in, the counts out."""

import json
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Counting:
    def __init__(self) -> None:
        self.mails, self.characters = 0, 0
        self.people: set[str] = set()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.mails += 1
        self.people.update(envelope.rcpt_tos)
        self.characters += len(envelope.content or b"")
        return "250 taken"

    def told(self) -> str:
        counts = {"mails": self.mails, "people": len(self.people), "bytes": self.characters}
        self.__init__()  # type: ignore[misc] # counts start anew after each telling
        return json.dumps(counts)


if __name__ == "__main__":
    counting = Counting()
    controller = Controller(counting, hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    print("ready", flush=True)
    for _ in sys.stdin:
        print(counting.told(), flush=True)
    controller.stop()
