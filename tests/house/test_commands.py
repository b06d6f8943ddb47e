"""Every command that is listed is there, and says in one line what it does."""

import click
import pytest

from workflow.commands import main

NAMES = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", NAMES)
def test_a_listed_command_is_there_and_tells_what_it_does(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command and command.get_short_help_str()
