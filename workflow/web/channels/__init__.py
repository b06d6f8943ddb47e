"""Pages: ways beside mail: robots of chat groups, the feed of a person's own calendar."""

from workflow.web.channels import feed, links, robots
from workflow.web.channels.blueprint import pages

__all__ = ["feed", "links", "pages", "robots"]
