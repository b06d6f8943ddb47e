"""Pages: the office's word on reports, extensions, moved shares and targets."""

from workflow.web.review import deciding
from workflow.web.review.views import pages

__all__ = ["deciding", "pages"]
