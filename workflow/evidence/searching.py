"""Finding files by words: those of their names and those in them, however the person types them."""

import unicodedata

from sqlalchemy import ColumnElement, and_, exists, or_

from workflow.evidence.arriving_models import Sight
from workflow.evidence.models import Evidence

MOST = 6  # words


def said(words: str) -> ColumnElement[bool]:
    """Condition on a file: each of these words stands in its name or in it. Chinese words of two characters too: what
    is sought is a part of the text, which no index of whole words would find."""
    return and_(True, *(_said(word) for word in unicodedata.normalize("NFKC", words).lower().split()[:MOST]))


def _said(word: str) -> ColumnElement[bool]:
    inside = exists().where(Sight.sha256 == Evidence.sha256, Sight.words.contains(word, autoescape=True))
    return or_(Evidence.name.icontains(word, autoescape=True), inside)
