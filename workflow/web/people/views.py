"""Pages: people, bodies, posts, and loading many people at once."""

from workflow.web.people import bodies, directory, loading, parents, posts
from workflow.web.people.blueprint import pages

__all__ = ["bodies", "directory", "loading", "pages", "parents", "posts"]
