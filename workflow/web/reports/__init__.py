"""Pages: filing progress, drafts, shares."""

from workflow.web.reports import (
    answering,
    correcting,
    drafting,
    expired,
    reminding,
    sharing,
    updating,
    views,
    writing,
)

__all__ = [
    "answering",
    "correcting",
    "drafting",
    "expired",
    "reminding",
    "sharing",
    "updating",
    "views",
    "writing",
]
