"""Official papers in the form of GB/T 9704—2012: as .docx to work on and issue, as PDF to read."""

from workflow.adapters.official_letter_docx import as_docx
from workflow.adapters.official_letter_form import OfficialLetter, Part, Table
from workflow.adapters.official_letter_pdf import as_pdf, page_count

__all__ = ["OfficialLetter", "Part", "Table", "as_docx", "as_pdf", "page_count"]
