"""Pages: the office's word on reports, extensions, moved shares and targets."""

from workflow.web.review import deciding, listing, targets, targets_of_plan, terms
from workflow.web.review.views import pages

__all__ = ["deciding", "listing", "pages", "targets", "targets_of_plan", "terms"]
