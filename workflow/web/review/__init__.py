"""Pages: the office's word on reports, extensions, moved shares and targets."""

from workflow.web.review import closing, corrections, deciding, holding, listing, targets, targets_of_plan, terms
from workflow.web.review.views import pages

__all__ = ["closing", "corrections", "deciding", "holding", "listing", "pages", "targets", "targets_of_plan", "terms"]
