"""The numbers that our own pages send: ids, places, versions. One door for all of them."""

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
