"""Settings: everything that comes from the environment is read here and nowhere else (docs/settings.md)."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from workflow import addresses
from workflow.addresses import LOOPBACK, Bucket, Origin

T = TypeVar("T")


class BadSetting(Exception):
    """A setting that cannot be used; the message names it and says what is wanted."""


@dataclass(frozen=True)
class Mail:
    """Where mail goes: an SMTP server, or a folder of .eml files when no host is set."""

    host: str | None
    port: int
    security: str  # starttls | tls | none
    user: str | None
    password: str | None
    sender: str
    domains: frozenset[str]  # text leaves only to these; empty: counts and a link to everybody
    timeout: float


@dataclass(frozen=True)
class Chat:
    """Which servers of chat robots may be called; none: no robot ever speaks."""

    origins: frozenset[Origin] = frozenset()
    timeout: float = 10


@dataclass(frozen=True)
class Settings:
    folder: Path
    database_url: str
    secret_key: str
    base_url: str
    host: str
    port: int
    mail: Mail
    chat: Chat
    calendar_feed: bool  # people may have their deadlines read by a calendar of their own
    demo: bool
    demo_today: date | None
    plain_http: bool
    idle_minutes: int
    upload_limit: int  # bytes
    trusted_proxies: int
    backup: Path | None  # where the nightly backup goes; none: it is off
    backup_keep: int
    pg_programs: Path | None  # the folder of pg_dump and pg_restore; none: they are looked for on PATH
    bucket: Bucket | None  # where the files are; none: in the folder
    quota: int  # MB that a department may keep, where none of its own is set; 0: as much as it wants
    clamd: str | None = None  # the virus scanner: host:port, or the path of its socket

    @property
    def behind_tls(self) -> bool:
        return self.base_url.startswith("https://")

    def may_have_text(self, address: str) -> bool:
        """Whether text may be sent to an address, or only counts and a link. Without a host mail stays here."""
        return self.mail.host is None or address.rpartition("@")[2].lower() in self.mail.domains

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def place(self) -> str:
        """Where the files are, for people."""
        return self.bucket.place if self.bucket else str(self.files)

    @property
    def outbox_folder(self) -> Path:
        return self.folder / "outbox"

    @property
    def restoring(self) -> Path:
        """Lies in the data folder while a restore is under way, and after one that was cut off."""
        return self.folder / "restoring"


def from_environment(env: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises BadSetting with a sentence that names the variable."""
    env = os.environ if env is None else env
    folder = Path(env.get("DUBAN_DATA", "data")).resolve()
    host, port = env.get("DUBAN_HOST", "127.0.0.1"), _number(env, "PORT", 8000)
    demo = _flag(env, "DUBAN_DEMO")
    settings = Settings(
        folder=folder,
        database_url=_database_url(env.get("DUBAN_DATABASE_URL") or f"sqlite:///{folder / 'duban.db'}"),
        secret_key=env.get("DUBAN_SECRET_KEY") or _kept_secret(folder),
        base_url=env.get("DUBAN_URL", f"http://{host}:{port}").rstrip("/"),
        host=host,
        port=port,
        mail=_mail(env),
        chat=Chat(_address(addresses.chat_origins, env), float(_number(env, "DUBAN_CHAT_TIMEOUT", 10))),
        calendar_feed=_flag(env, "DUBAN_CALENDAR_FEED"),
        demo=demo,
        demo_today=_day(env, "DUBAN_DEMO_TODAY"),
        plain_http=_flag(env, "DUBAN_ALLOW_PLAIN_HTTP"),
        idle_minutes=_number(env, "DUBAN_IDLE_MINUTES", 60),
        upload_limit=_number(env, "DUBAN_UPLOAD_MB", 200) * 1024 * 1024,
        trusted_proxies=_number(env, "DUBAN_TRUSTED_PROXIES", 0),
        backup=_folder(env, "DUBAN_BACKUP"),
        backup_keep=_number(env, "DUBAN_BACKUP_KEEP", 30),
        pg_programs=_folder(env, "DUBAN_PG_PROGRAMS"),
        bucket=_address(addresses.bucket, env),
        quota=_number(env, "DUBAN_DEPARTMENT_QUOTA_MB", 20480),
        clamd=_address(addresses.scanner, env),
    )
    _check(settings)
    return settings


def must_be_whole(settings: Settings) -> None:
    """Raises BadSetting where a restore is under way or was cut off: what is there is not all, and mail is not held."""
    if settings.restoring.exists():
        raise BadSetting(
            f"{settings.restoring}: a restore was not finished. Empty the database and {settings.place}, remove this "
            "file, and restore again"
        )


def _check(settings: Settings) -> None:
    seen = urlsplit(settings.base_url).hostname or ""
    local = settings.host in LOOPBACK and seen in LOOPBACK
    if settings.demo and not local:
        raise BadSetting("DUBAN_DEMO: demonstration accounts are served on a loopback address only")
    if settings.demo_today and not settings.demo:
        raise BadSetting("DUBAN_DEMO_TODAY: the day can be chosen in a demonstration only")
    if settings.backup_keep < 1:
        raise BadSetting("DUBAN_BACKUP_KEEP: at least 1")
    if not (local or settings.behind_tls or settings.plain_http):
        raise BadSetting("DUBAN_URL: give an https:// address, or set DUBAN_ALLOW_PLAIN_HTTP=1 for a closed network")


def _mail(env: Mapping[str, str]) -> Mail:
    security = env.get("DUBAN_SMTP_SECURITY", "starttls")
    if security not in {"starttls", "tls", "none"}:
        raise BadSetting("DUBAN_SMTP_SECURITY: starttls, tls or none")
    return Mail(
        host=env.get("DUBAN_SMTP_HOST") or None,
        port=_number(env, "DUBAN_SMTP_PORT", 465 if security == "tls" else 587),
        security=security,
        user=env.get("DUBAN_SMTP_USER") or None,
        password=env.get("DUBAN_SMTP_PASSWORD") or None,
        sender=env.get("DUBAN_MAIL_FROM", "duban@localhost"),
        domains=frozenset(d.strip().lower() for d in env.get("DUBAN_MAIL_DOMAINS", "").split(",") if d.strip()),
        timeout=float(_number(env, "DUBAN_SMTP_TIMEOUT", 20)),
    )


def bucket_at(place: str) -> Bucket:
    """Another bucket than that of the settings, reached as they say. Raises BadSetting."""
    found = _address(addresses.bucket, os.environ, place)
    if found is None:
        raise BadSetting("s3://bucket/prefix is wanted")
    return found


def _address(read: Callable[..., T], env: Mapping[str, str], *more: str) -> T:
    try:
        return read(env, *more)
    except ValueError as bad:
        raise BadSetting(str(bad)) from None


def _database_url(url: str) -> str:
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _kept_secret(folder: Path) -> str:
    """A secret made once and kept in the data folder, readable by its owner only."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text("ascii").strip()


def _flag(env: Mapping[str, str], name: str) -> bool:
    return env.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(env.get(name) or default)
    except ValueError:
        raise BadSetting(f"{name}: a whole number is wanted") from None


def _folder(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]).resolve() if env.get(name) else None


def _day(env: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(env[name]) if env.get(name) else None
    except ValueError:
        raise BadSetting(f"{name}: a day like 2026-11-22 is wanted") from None


def bare_environment() -> dict[str, str]:
    """What a program needs to start, and none of our secrets: for one that reads what strangers send."""
    needed = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG")
    return {name: os.environ[name] for name in needed if name in os.environ}


def environment_with(**more: str) -> dict[str, str]:
    """This process's variables and some more, for a program that it starts."""
    return {**os.environ, **more}
