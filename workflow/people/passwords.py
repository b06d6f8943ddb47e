"""Passwords: argon2id, equal time for unknown accounts, and what is too easy to guess."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflow.errors import Refused

MIN_LENGTH = 10
MAX_LENGTH = 200
DEMO_PASSWORD = "yuncheng-2030"  # demonstration accounts only; they are refused outside a demonstration
HASHER = PasswordHasher()  # argon2id, RFC 9106 section 4, second recommended option

COMMON_WORDS = """
    0123456789 0987654321 1234567890 12345678900 12345678910 123456789a 123456789q 123456789abc 1234567891 1q2w3e4r5t
    1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc a123456789 aa123456789 abc1234567 abc123456789 abcd123456 abcd1234567
    abcde12345 abcdef123456 abcdefghij admin12345 admin123456 admin@12345 admin@123456 administrator asdfghjkl1
    asdfghjkl123 baseball123 changeme123 china123456 dragon123456 football123 iloveyou123 iloveyou1314 letmein123
    monkey123456 p@ssw0rd123 passw0rd123 password01 password10 password11 password12 password123 password1234
    password12345 password123456 password@123 qazwsxedc123 qazwsxedcrfv qq123456789 qwe123456789 qwer123456 qwer12345678
    qwerty1234 qwerty12345 qwerty123456 qwertyuiop qwertyuiop123 root123456 shanxi123456 sunshine123 superman123
    test123456 trustno1trustno1 user123456 welcome123 welcome1234 woaini1314 woaini1314520 woaini520520 woaini521521
    wojiushiwo yuncheng123 yuncheng123456 zaq12wsxcde3 zhang123456 zxcvbnm123 zxcvbnm12345 5201314520 1314520520
    qwert12345 q1w2e3r4t5 q1w2e3r4t5y6 1qaz@wsx3edc 1qaz!qaz1qaz li123456789 wang123456 aaa1234567 woaini123456
"""
COMMON = frozenset(COMMON_WORDS.split())


def check(password: str, *, email: str) -> None:
    """Refuse what is too short, too long, the person's own address, or on everybody's list."""
    plain = password.strip().lower()
    if len(password) < MIN_LENGTH:
        raise Refused("people.password_short", length=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        raise Refused("people.password_long", length=MAX_LENGTH)
    if plain in {email.lower(), email.lower().partition("@")[0]}:
        raise Refused("people.password_is_email")
    if plain in COMMON or len(set(plain)) < 5:
        raise Refused("people.password_common")


def make_hash(password: str) -> str:
    """The hash to keep. Takes a sixth of a second: call it outside a writing transaction."""
    return HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is right; as slow for an account without one as for any other."""
    try:
        HASHER.verify(kept or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Made with other parameters than today's: make a new one while the password is at hand."""
    return HASHER.check_needs_rehash(kept)


@cache
def _decoy() -> str:
    return HASHER.hash("nobody has this password")
