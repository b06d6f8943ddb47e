"""Pages: how lights are printed in this city."""

from workflow.web.looks.views import pages

__all__ = ["pages"]
