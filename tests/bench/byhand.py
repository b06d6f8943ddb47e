"""The hand-made loop that the morning round is held against: one query, smtplib, nothing kept, nothing repeated.

A script of its own: byhand.py URL SMTP-PORT MAILS. It mails every liaison what her department owes and every clerk of
the office the latest of what is late, in plain text, until it has sent as many mails as the round did.
"""

import json
import smtplib
import sys
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from itertools import groupby, islice
from operator import itemgetter
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, create_engine, text

from tests.bench.memory import peak
from tests.bench.scale import DOMAIN, TODAY

LINES = 20  # of a mail, as in the round's
COLUMNS = "c.email, c.name, d.id, d.due_on, d.kind, t.number, t.heading"
HELD = "account c JOIN holding h ON h.account_id = c.id JOIN post p ON p.id = h.post_id"
OWED = "JOIN assignment a ON a.id = d.assignment_id JOIN task t ON t.id = a.task_id"
OPEN = "d.ended_on IS NULL AND d.held_since IS NULL AND d.due_on <= :until"
LIAISONS = f"""
SELECT {COLUMNS} FROM {HELD} JOIN deadline d ON d.department_id = p.department_id {OWED}
WHERE p.kind = 'liaison' AND {OPEN} ORDER BY c.id, d.due_on, d.id
"""
CLERKS = f"""
SELECT {COLUMNS} FROM {HELD} JOIN (SELECT * FROM deadline d WHERE {OPEN} ORDER BY due_on, id LIMIT {LINES}) d ON 1 = 1
{OWED} WHERE p.kind = 'office' ORDER BY c.id, d.due_on, d.id
"""


def mails(connection: Connection) -> Iterator[EmailMessage]:
    streaming, until = connection.execution_options(yield_per=1000), {"until": str(TODAY + timedelta(days=14))}
    for query in (LIAISONS, CLERKS):
        for (address, name), owed in groupby(streaming.execute(text(query), until), key=itemgetter(0, 1)):
            yield _mail(address, name, list(owed))


def _mail(address: str, name: str, owed: list[Any]) -> EmailMessage:
    lines = [f"{row[5]} {row[6]}  {row[4]}  {row[3]}  http://127.0.0.1/deadlines/{row[2]}" for row in owed[:LINES]]
    mail = EmailMessage()
    mail["From"], mail["To"] = f"duban@{DOMAIN}", address
    mail["Subject"] = f"【工作提醒】应办事项 {len(owed)} 项（{TODAY}）"
    mail.set_content("\n".join([f"{name}，您好：", *lines]))
    return mail


def send(url: str, port: int, most: int) -> dict[str, float]:
    began, sent = perf_counter(), 0
    with create_engine(url).connect() as connection, smtplib.SMTP("127.0.0.1", port) as smtp:
        for mail in islice(mails(connection), most):
            smtp.send_message(mail)
            sent += 1
    return {"seconds": perf_counter() - began, "sent": sent, "peak": peak()}


if __name__ == "__main__":
    print(json.dumps(send(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
