"""The doors for the operator: `duban …`."""

from workflow.commands.entry import main

__all__ = ["main"]
