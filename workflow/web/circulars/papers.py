"""A frozen circular as a paper. The one place at which it goes over to the life of papers."""

from workflow.adapters.official_texts import official_text
from workflow.insight.circular.models import Circular
from workflow.insight.circular.paper import parts_of


def paper_of(circular: Circular) -> bytes:
    """The .docx of a frozen circular, from what was kept. Its digest stands in the document's properties."""
    assert circular.frozen_at is not None and circular.sha256 is not None, "only what is frozen becomes a paper"
    return official_text(parts_of(circular), mark=f"sha256:{circular.sha256}", at=circular.frozen_at)
