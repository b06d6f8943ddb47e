"""docs/papers/*.png, drawn from the sample papers: python -m tests.letters.pictures"""

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.letters.samples import COORDINATION, NOTICE
from tests.support import sources
from workflow.adapters.official_letter import OfficialLetter, as_pdf

FOLDER = sources.ROOT / "docs" / "papers"
BETWEEN, GREY, SCALE = 12, "#8a8a8a", 1.15


def drawn(letter: OfficialLetter) -> list[Image.Image]:
    with pypdfium2.PdfDocument(io.BytesIO(as_pdf(letter))) as document:
        return [page.render(scale=SCALE).to_pil() for page in document]


def beside(pages: list[Image.Image]) -> Image.Image:
    """The pages side by side, on grey."""
    wide, high = pages[0].size
    sheet = Image.new("RGB", (len(pages) * (wide + BETWEEN) + BETWEEN, high + 2 * BETWEEN), GREY)
    for place, page in enumerate(pages):
        sheet.paste(page, (BETWEEN + place * (wide + BETWEEN), BETWEEN))
    return sheet


def save(letter: OfficialLetter, path: Path) -> None:
    beside(drawn(letter)).quantize(48).save(path, optimize=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    save(NOTICE, FOLDER / "notice.png")
    save(COORDINATION, FOLDER / "letter.png")
