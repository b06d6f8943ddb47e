"""Pages: papers drafted, signed, issued and answered."""

from workflow.web.papers import answering, deciding, drafting, issuing, keeping, listing, showing, signing
from workflow.web.papers.blueprint import pages

__all__ = ["answering", "deciding", "drafting", "issuing", "keeping", "listing", "pages", "showing", "signing"]
