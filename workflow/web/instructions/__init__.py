"""Pages: leaders' instructions, from the words to the result."""

from workflow.web.instructions import drafting, ending, passing, receiving, views
from workflow.web.instructions.blueprint import pages

__all__ = ["drafting", "ending", "pages", "passing", "receiving", "views"]
