"""A letter's bytes, read back by the standard library."""

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.support.builders import at
from workflow.adapters.letter import Letter, as_bytes

DAY = date(2026, 9, 2)
SUBJECT = "【工作提醒】市规划和自然资源局：工作逾期 1 项、报送逾期 2 项、本周到期 5 项（11月23日）"


def a_letter(**facts: str) -> Letter:
    words = {
        "address": "zhang@city.test",
        "name": "张三",
        "subject": SUBJECT,
        "text": "一行\n.\n又一行\n",
        "html": "<p>涑水 姚暹渠</p>\n",
    } | facts
    return Letter(mail_id="20260902.digest.7@duban.city.test", day=DAY, written_at=at(DAY), **words)


def read(letter: Letter) -> EmailMessage:
    wire = as_bytes(letter, sender="duban@city.test")
    assert max(map(len, wire.split(b"\r\n"))) <= 998
    assert b"\n" not in wire.replace(b"\r\n", b"")
    return message_from_bytes(wire, _class=EmailMessage, policy=policy.default)


def test_a_letter_is_read_back_as_it_was_written() -> None:
    mail = read(a_letter())
    assert not mail.defects
    assert mail["subject"] == SUBJECT
    assert mail["to"].addresses[0].display_name == "张三"
    assert mail["to"].addresses[0].addr_spec == "zhang@city.test"
    assert mail["from"].addresses[0].addr_spec == "duban@city.test"
    assert mail["message-id"] == "<20260902.digest.7@duban.city.test>"
    assert mail["date"].datetime == at(DAY)
    parts = [(part.get_content_type(), part.get_content()) for part in mail.iter_parts()]
    assert [(kind, words.replace("\r\n", "\n")) for kind, words in parts] == [
        ("text/plain", "一行\n.\n又一行\n"),
        ("text/html", "<p>涑水 姚暹渠</p>\n"),
    ]


def test_the_same_letter_has_the_same_bytes() -> None:
    assert as_bytes(a_letter(), sender="a@b.test") == as_bytes(a_letter(), sender="a@b.test")


def test_a_name_or_subject_of_two_lines_adds_no_header() -> None:
    mail = read(a_letter(name="Zhang\r\nBcc: all@city.test", subject="one\r\nBcc: all@city.test"))
    assert mail["bcc"] is None
    assert mail["subject"] == "one Bcc: all@city.test"
