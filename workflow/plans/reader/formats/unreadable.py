"""What the reader says to bytes that it does not take."""

from workflow.errors import Refused

LARGEST = 20 * 1024 * 1024


class Unreadable(Refused):
    """The bytes are no document that the reader takes; the key says what they are."""
