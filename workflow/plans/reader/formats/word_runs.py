"""The words of a Word paragraph: runs, fields, tracked changes, text boxes."""

from workflow.plans.reader.formats.markup import Element, child, is_on, local, value

FRAMES = frozenset(
    (
        *("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"),
        *("ruby", "rubyBase", "oMath", "oMathPara"),
        *("sSub", "sSup", "sSubSup", "f", "d", "nary", "rad", "e", "sub", "sup", "num", "den", "deg"),
    )
)
SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
PICTURES = frozenset(("drawing", "pict", "object", "AlternateContent"))


class Runs:
    """Reads runs. Fields may reach over many paragraphs: which are open is kept between them."""

    def __init__(self) -> None:
        self.fields: list[str] = []

    def words(self, block: Element, boxes: list[Element]) -> str:
        """The words of a paragraph; text boxes met on the way are put into `boxes`."""
        found = self.pieces(block, boxes)
        self.fields = [point for point in self.fields if point != "begin"]  # an instruction ends with its paragraph
        return "".join(found)

    def pieces(self, block: Element, boxes: list[Element]) -> list[str]:
        found: list[str] = []
        for element in block:
            kind = local(element)
            if kind == "r":
                found += self.run(element, boxes)
            elif kind == "t":  # of a formula
                found.append(element.text or "")
            elif kind in PICTURES:
                boxes += boxes_in(element)
            elif kind in FRAMES and not is_entry(element):
                found += self.pieces(element, boxes)
        return found

    def run(self, run: Element, boxes: list[Element]) -> list[str]:
        if is_on(child(run, "rPr", "vanish")):
            return []
        found: list[str] = []
        for element in run:
            kind = local(element)
            if kind == "fldChar":
                self.turn(value(element, "fldCharType") or "")
            elif kind in PICTURES:
                boxes += boxes_in(element)
            elif "begin" in self.fields:
                continue
            elif kind == "t":
                found.append((element.text or "").replace("\n", " ").replace("\t", " "))
            elif kind == "ruby":
                found += self.pieces(element, boxes)
            else:
                found.append(SIGNS.get(kind, ""))
        return found

    def turn(self, point: str) -> None:
        """A field begins, its result begins, or it ends."""
        if point == "begin":
            self.fields.append("begin")
        elif point == "separate" and self.fields:
            self.fields[-1] = "separate"
        elif point == "end" and self.fields:
            self.fields.pop()


def is_entry(element: Element) -> bool:
    """A link of a table of contents."""
    return local(element) == "hyperlink" and (value(element, "anchor") or "").startswith("_Toc")


def boxes_in(element: Element) -> list[Element]:
    """The contents of the text boxes in a drawing: the newer form, or the fallback where there is none."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        one = waiting.pop()
        kind = local(one)
        if kind == "txbxContent":
            found.append(one)
        elif kind == "AlternateContent":
            choice = child(one, "Choice")
            boxes = boxes_in(choice) if choice is not None else []
            fallback = child(one, "Fallback")
            found += boxes or (boxes_in(fallback) if fallback is not None else [])
        else:
            waiting += reversed(list(one))
    return found
