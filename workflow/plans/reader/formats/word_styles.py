"""Styles of a Word document, as far as they number paragraphs or mark a table of contents."""

from dataclasses import dataclass

from workflow.plans.reader.formats.markup import Element, child, children, number, value

LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    above: str | None
    list_id: str | None
    depth: int


@dataclass(frozen=True, slots=True)
class Inherited:
    """The list that a style brings, and the style of the chain that names it."""

    style_id: str
    list_id: str
    depth: int


@dataclass(frozen=True, slots=True)
class Styles:
    """`standard` is the style of paragraphs that name none."""

    known: dict[str, Style]
    standard: str | None

    def numbered(self, style_id: str | None) -> Inherited | None:
        for _ in range(LONGEST_CHAIN):
            style = self.known.get(style_id or "")
            if style is None:
                return None
            if style.list_id is not None:
                return Inherited(style_id or "", style.list_id, style.depth)
            style_id = style.above
        return None

    def name(self, style_id: str | None) -> str:
        style = self.known.get(style_id or "")
        return style.name if style else ""


def styles_of(root: Element | None) -> Styles:
    """The styles that styles.xml describes."""
    known: dict[str, Style] = {}
    standard = None
    for element in children(root, "style") if root is not None else ():
        style_id = value(element, "styleId") or ""
        numbering = child(element, "pPr", "numPr")
        known[style_id] = Style(
            name=(value(child(element, "name")) or "").lower(),
            above=value(child(element, "basedOn")),
            list_id=value(child(numbering, "numId")),
            depth=number(value(child(numbering, "ilvl"))) or 0,
        )
        if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
            standard = style_id
    return Styles(known, standard)
