"""What every page of every test must be: valid HTML, one h1, no id twice, no code or style inside it."""

from collections import Counter
from xml.etree.ElementTree import Element

from html5lib import HTMLParser
from html5lib.constants import E
from html5lib.html5parser import ParseError

HOLDS_URL = ("href", "src", "action")


class Page:
    """A checked page, read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root: Element = _parsed(source)

    @property
    def h1(self) -> str:
        return words(next(self.root.iter("h1")))

    @property
    def text(self) -> str:
        """The words on the page, whitespace folded."""
        return words(next(self.root.iter("main"), self.root))

    @property
    def links(self) -> dict[str, str]:
        """Where each link goes, by its words."""
        return {words(a): a.get("href", "") for a in self.root.iter("a")}

    def fields(self, action: str | None = None) -> dict[str, str]:
        """The filled-in fields of the first form with a POST (to this action)."""
        for form in self.root.iter("form"):
            if form.get("method", "").lower() == "post" and action in (None, form.get("action")):
                return _filled(form)
        raise AssertionError(f"no form posts to {action}")

    def fields_with(self, name: str) -> dict[str, str]:
        """The filled-in fields of the first form with a POST that has a field of this name."""
        posted = (form for form in self.root.iter("form") if form.get("method", "").lower() == "post")
        found = (form for form in posted if any(field.get("name") == name for field in form.iter()))
        return _filled(next(found))

    def faults(self) -> list[str]:
        """What the house does not allow on a page, in words."""
        faults = []
        if (count := len(list(self.root.iter("h1")))) != 1:
            faults.append(f"{count} h1 on the page")
        counted = Counter(e.get("id") for e in self.root.iter() if e.get("id"))
        faults += [f"id {name} stands {n} times" for name, n in counted.items() if n > 1]
        for element in self.root.iter():
            faults += _inline(element)
            target = element.get("for")
            if element.tag == "label" and target and target not in counted:
                faults.append(f"a label for {target}, which is not on the page")
        return faults


def checked(source: str) -> Page:
    page = Page(source)
    faults = page.faults()
    assert not faults, "; ".join(faults)
    return page


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _parsed(source: str) -> Element:
    parser = HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        root: Element = parser.parse(source)
    except ParseError as error:
        (line, column), code, facts = parser.errors[-1]
        near = source.splitlines()[max(0, line - 2) : line + 1]
        told = E.get(code, code) % facts
        raise AssertionError(f"invalid HTML at {line}:{column}: {told}\n" + "\n".join(near)) from error
    return root


def _inline(element: Element) -> list[str]:
    if not isinstance(element.tag, str):
        return []
    faults = [f"<{element.tag} {name}=…>" for name in element.attrib if name == "style" or name.startswith("on")]
    if element.tag == "style" or (element.tag == "script" and not element.get("src")):
        faults.append(f"an inline <{element.tag}>")
    if any(element.get(name, "").strip().lower().startswith("javascript:") for name in HOLDS_URL):
        faults.append(f"a javascript: address in <{element.tag}>")
    return faults


def _filled(form: Element) -> dict[str, str]:
    filled = {}
    for field in form.iter():
        name = field.get("name")
        if not name or not isinstance(field.tag, str):
            continue
        if field.tag == "textarea":
            filled[name] = "".join(field.itertext())
        elif field.tag == "select":
            options = list(field.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            filled[name] = chosen[0].get("value", words(chosen[0])) if chosen else ""
        elif field.tag == "input" and field.get("type") in ("checkbox", "radio"):
            if field.get("checked") is not None:
                filled[name] = field.get("value", "on")
        elif field.tag == "input" and field.get("type") not in ("submit", "button", "file"):
            filled[name] = field.get("value", "")
    return filled
