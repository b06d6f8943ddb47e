"""Pages: 签发: what waits for the signature of a department's head, on screen and on paper; the switch."""

from workflow.web.signing import one, paper, requests, switching, views
from workflow.web.signing.blueprint import pages

__all__ = ["one", "pages", "paper", "requests", "switching", "views"]
