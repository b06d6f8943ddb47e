"""Addresses as the settings say them: a bucket for the files, servers of chat robots, a virus scanner."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Origin = tuple[str, str, int]  # scheme, host, port
REGION = "us-east-1"  # what a server of one's own takes, if it asks at all


@dataclass(frozen=True)
class Bucket:
    name: str
    prefix: str
    endpoint: str  # https://…, or http://… where that was said outright
    region: str
    key: str
    secret: str = field(repr=False)

    @property
    def is_plain(self) -> bool:
        return self.endpoint.startswith("http://")

    @property
    def place(self) -> str:
        return f"s3://{self.name}/{self.prefix}".rstrip("/")


def bucket(env: Mapping[str, str], place: str = "") -> Bucket | None:
    """The bucket of these variables, or of another `place` with the rest of them; none: files are in the folder.
    Raises ValueError with a sentence."""
    place = place or env.get("DUBAN_FILES", "").strip()
    if not place:
        return None
    parts = urlsplit(place)
    if parts.scheme != "s3" or not parts.netloc or "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("DUBAN_FILES: s3://bucket/prefix is wanted, nothing for the folder")
    missing = [name for name in ("DUBAN_S3_ENDPOINT", "DUBAN_S3_KEY", "DUBAN_S3_SECRET") if not env.get(name)]
    if missing:
        raise ValueError(f"{', '.join(missing)}: wanted for {place}")
    return Bucket(
        name=parts.netloc,
        prefix=parts.path.strip("/"),
        endpoint=_endpoint(env["DUBAN_S3_ENDPOINT"].strip()),
        region=env.get("DUBAN_S3_REGION") or REGION,
        key=env["DUBAN_S3_KEY"],
        secret=env["DUBAN_S3_SECRET"],
    )


def _endpoint(word: str) -> str:
    """Over TLS, unless http:// is said outright."""
    parts = urlsplit(word if "://" in word else f"https://{word}")
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
        raise ValueError("DUBAN_S3_ENDPOINT: an address like s3.city.cn, or http://10.1.2.3:8333 without TLS")
    return parts.geturl().rstrip("/")


def chat_origins(env: Mapping[str, str]) -> frozenset[Origin]:
    """Which servers may be called. Raises ValueError with a sentence."""
    words = (word.strip().lower() for word in env.get("DUBAN_CHAT_HOSTS", "").split(","))
    return frozenset(origin for word in words if word for origin in _origins(word))


def _origins(word: str) -> set[Origin]:
    """Over TLS, unless http:// is said outright; a loopback address either way."""
    try:
        parts = urlsplit(word if "://" in word else f"https://{word}")
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    if scheme not in ("http", "https") or not host or "@" in word or parts.query or parts.path not in ("", "/"):
        raise ValueError("DUBAN_CHAT_HOSTS: hosts parted by commas, like qyapi.weixin.qq.com or http://10.1.2.3:8080")
    found = {(scheme, host, port or (80 if scheme == "http" else 443))}
    return found | ({("http", host, port or 80)} if host in LOOPBACK and "://" not in word else set())


def scanner(env: Mapping[str, str]) -> str | None:
    """host:port, or the path of a socket; None: there is no scanner. Raises ValueError with a sentence."""
    address = env.get("DUBAN_CLAMD", "").strip()
    port = re.fullmatch(r".+:([0-9]{1,5})", address)
    if address and not address.startswith("/") and not (port and 0 < int(port[1]) < 65536):
        raise ValueError("DUBAN_CLAMD: host:port, like 127.0.0.1:3310, or the path of a socket")
    return address or None
