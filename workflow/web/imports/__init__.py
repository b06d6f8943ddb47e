"""Pages: the import desk, from a file handed in to a confirmed plan."""

from workflow.web.imports import (
    comparing,
    confirming,
    desk,
    leading,
    meaning,
    mending,
    mending_bodies,
    mending_edits,
    mending_items,
    mending_split,
    mending_targets,
    views,
    waiting,
)
from workflow.web.imports.blueprint import pages

__all__ = [
    "comparing",
    "confirming",
    "desk",
    "leading",
    "meaning",
    "mending",
    "mending_bodies",
    "mending_edits",
    "mending_items",
    "mending_split",
    "mending_targets",
    "pages",
    "views",
    "waiting",
]
