"""Numbers that are sent: ids, places and versions as our own pages send them, figures as people write them. One door
for each, so that no number is too large for what stands behind it."""

import unicodedata
from decimal import Decimal, InvalidOperation

PLACES = 13  # before the point, of a figure
FINEST = -20  # the last place after it
LARGEST = 2**31 - 1  # that a column of whole numbers keeps on every database


def whole(words: object) -> int | None:
    """The number that was sent; None for what no page of ours sends: a sign, digits of another script, too many."""
    sent = words if isinstance(words, str) else ""
    if not (sent.isascii() and sent.isdecimal() and len(sent) <= len(str(LARGEST))):
        return None
    number = int(sent)
    return number if number <= LARGEST else None


def row_id(words: object) -> int | None:
    """What was chosen from a list of rows: an id, or none. Raises ValueError for another word, as a field expects."""
    if words is None or words == "":
        return None
    number = whole(str(words))
    if number is None:
        raise ValueError("no number of a row")
    return number


def figure(words: str) -> Decimal | None:
    """The number that was typed, full-width digits and separators of thousands included; None for what is none, and
    for one beyond any figure of a plan."""
    try:
        number = Decimal(unicodedata.normalize("NFKC", words).replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):  # infinite, or no number at all
        return None
    return number if FINEST <= exponent <= PLACES and number.adjusted() < PLACES else None
