"""Mail behind a small face: an SMTP server, or a folder of .eml files."""

import os
import re
import smtplib
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from workflow.adapters.letter import Letter, as_bytes
from workflow.settings import Mail, Settings

TRY_LATER = 421  # the server ends the connection


class MailTrouble(Exception):
    """A mail that was not delivered; `reply` is what the server said."""

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply[:500]


class Unreachable(MailTrouble):
    """The server takes nothing from us now: no use to try the next letter."""


class Postponed(MailTrouble):
    """This letter was not taken, or nobody knows; it may be tried again."""


class RefusedForGood(MailTrouble):
    """The server will not take this letter, however often it is tried."""


class Mailer(Protocol):
    def deliver(self, letter: Letter) -> str:
        """Hand over a letter; returns the server's reply. Raises a kind of MailTrouble."""

    def close(self) -> None: ...


def mailer_for(settings: Settings) -> Mailer:
    """The SMTP server of the settings; without one the outbox folder."""
    mail = settings.mail
    return SmtpMailer(mail) if mail.host else FolderMailer(settings.outbox_folder, mail.sender)


def _wire(letter: Letter, sender: str) -> bytes:
    try:
        return as_bytes(letter, sender=sender)
    except ValueError as trouble:  # letters that no mail address may have
        raise RefusedForGood(_words(trouble)) from None


class FolderMailer:
    """Writes each mail as a file, at once or not at all; the same mail again overwrites itself."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def deliver(self, letter: Letter) -> str:
        wire = _wire(letter, self._sender)
        safe = re.sub(r"[^0-9A-Za-z.@_-]", "_", letter.mail_id)
        path = self._folder / f"{letter.day.isoformat()}-{safe}.eml"
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(wire)
            os.replace(unfinished, path)
        except OSError as trouble:
            raise Unreachable(str(trouble)) from None
        return path.name

    def close(self) -> None: ...


class SmtpMailer:
    """One kept connection, opened when first needed and again when the server dropped it."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail
        self._server: smtplib.SMTP | None = None

    def deliver(self, letter: Letter) -> str:
        wire = _wire(letter, self._mail.sender)
        self._begin()
        assert self._server is not None
        try:
            return self._hand_over(self._server, letter.address, wire)
        except ValueError as trouble:  # an address that cannot be written on the wire
            self.close()
            raise RefusedForGood(_words(trouble)) from None
        except (OSError, smtplib.SMTPException) as trouble:
            self.close()  # after such a thing nobody knows where the conversation stands
            no = isinstance(trouble, smtplib.SMTPResponseException) and 500 <= trouble.smtp_code < 600
            raise (RefusedForGood if no else Postponed)(_words(trouble)) from None

    def close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()

    def _begin(self) -> None:
        """MAIL FROM, on the kept connection or, when that is gone, on a new one."""
        try:
            if self._server is not None and self._greeted(self._server):
                return
            self.close()
            self._server = self._connected()
            if not self._greeted(self._server):
                raise smtplib.SMTPServerDisconnected("the server ends the connection")
        except (OSError, smtplib.SMTPException) as trouble:
            self.close()
            raise Unreachable(_words(trouble)) from None

    def _greeted(self, server: smtplib.SMTP) -> bool:
        try:
            code, reply = server.mail(self._mail.sender)
        except smtplib.SMTPServerDisconnected:
            return False
        if code != 250 and code != TRY_LATER:
            raise smtplib.SMTPSenderRefused(code, reply, self._mail.sender)
        return code == 250

    def _connected(self) -> smtplib.SMTP:
        mail, host = self._mail, self._mail.host or ""
        if mail.security == "tls":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, mail.port, timeout=mail.timeout, context=context)
        else:
            server = smtplib.SMTP(host, mail.port, timeout=mail.timeout)
        self._server = server  # so that it is closed whatever follows
        server.ehlo_or_helo_if_needed()
        if mail.security == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if mail.user:
            server.login(mail.user, mail.password or "")
        return server

    def _hand_over(self, server: smtplib.SMTP, address: str, wire: bytes) -> str:
        code, reply = server.rcpt(address)
        if code not in (250, 251):
            raise self._turned_away(server, code, reply)
        code, reply = server.data(wire)
        if code != 250:
            raise self._turned_away(server, code, reply)
        return _said(code, reply)

    def _turned_away(self, server: smtplib.SMTP, code: int, reply: bytes) -> MailTrouble:
        """The server said no: for good with 5xx, else for now. The connection stays usable."""
        if code == TRY_LATER:
            self.close()
        else:
            with suppress(OSError, smtplib.SMTPException):
                server.rset()
        return (RefusedForGood if 500 <= code < 600 else Postponed)(_said(code, reply))


def _said(code: int, reply: bytes) -> str:
    return f"{code} {reply.decode('utf-8', 'replace')}"


def _words(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        said = trouble.smtp_error
        return _said(trouble.smtp_code, said if isinstance(said, bytes) else str(said).encode())
    return f"{type(trouble).__name__}: {trouble}"
