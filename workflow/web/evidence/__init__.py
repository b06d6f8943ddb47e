"""Pages: files put in and taken out."""

from workflow.web.evidence import bundles
from workflow.web.evidence.views import pages

__all__ = ["bundles", "pages"]
