"""How a light is printed where this city does it otherwise: its words and its colour. Its shape never changes."""

from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model, enum_column
from workflow.lights.rules import Light


class Tone(StrEnum):
    """The colours to choose from; each is readable on every ground of a page (a test measures it)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"
    GREY = "grey"
    INK = "ink"
    PURPLE = "purple"
    TEAL = "teal"


class LightLook(Model):
    """One row for each light that is printed otherwise than by default. The short words stand where space is scarce."""

    __tablename__ = "light_look"
    light: Mapped[Light] = mapped_column(enum_column(Light), primary_key=True)
    zh: Mapped[str] = mapped_column(String(12))
    en: Mapped[str] = mapped_column(String(40))
    short_zh: Mapped[str] = mapped_column(String(4))
    short_en: Mapped[str] = mapped_column(String(12))
    tone: Mapped[Tone] = mapped_column(enum_column(Tone))
