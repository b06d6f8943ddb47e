"""Which servers may be called: origins, read from words like qyapi.weixin.qq.com, http://10.1.2.3:8080."""

from collections.abc import Collection
from urllib.parse import urlsplit

Origin = tuple[str, str, int]  # scheme, host, port
PORTS = {"http": 80, "https": 443}


def origins(words: str, *, local: Collection[str]) -> frozenset[Origin]:
    """The origins named, parted by commas; ValueError where a word names none."""
    named = (word.strip().lower() for word in words.split(","))
    return frozenset(origin for word in named if word for origin in _origins(word, local))


def _origins(word: str, local: Collection[str]) -> set[Origin]:
    """Over TLS, unless http:// is said outright; a `local` host either way."""
    parts = urlsplit(word if "://" in word else f"https://{word}")
    scheme, host, port = parts.scheme, parts.hostname, parts.port
    if scheme not in PORTS or not host or "@" in word or parts.query or parts.path not in ("", "/"):
        raise ValueError(word)
    found = {(scheme, host, port or PORTS[scheme])}
    return found | ({("http", host, port or PORTS["http"])} if host in local and "://" not in word else set())
