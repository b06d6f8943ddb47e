"""`duban …`: the operator's commands, each in its own module, loaded only when it is called."""

from importlib import import_module

import click

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module:function, one line of help)
    "init": ("workflow.commands.init:init", "Lay the tables and make the first administrator."),
    "migrate": ("workflow.commands.init:migrate", "Bring the database to the newest revision."),
    "settings": ("workflow.commands.init:show_settings", "Print the settings in force, without secrets."),
    "verify": ("workflow.commands.verify:verify", "Check the history and the issued papers; name what is broken."),
    "backup": ("workflow.commands.backup:backup", "Back up the database and the files; list the backups."),
    "restore": ("workflow.commands.restore:restore", "Put a backup back into an empty place, and compare all of it."),
    "move-files": ("workflow.commands.move_files:move_files", "Copy every file to another store, folder or bucket."),
    "resume-mail": ("workflow.commands.resume_mail:resume_mail", "After a restore, let mail leave again."),
    "seed": ("workflow.commands.seed:seed", "Load the departments and working days that come with Duban."),
    "import": ("workflow.commands.import_plan:import_plan", "Read a published plan and propose its tasks."),
    "read": ("workflow.commands.import_plan:read_file", "Show what the reader finds in a document."),
    "round": ("workflow.commands.round:round_", "Run or rehearse the morning round of a day."),
    "serve": ("workflow.commands.serve:serve", "Serve the web application with its scheduler."),
    "demo": ("workflow.commands.demo:demo", "Prepare and serve the demonstration (loopback only)."),
}


class Lazy(click.Group):
    """A group that imports a command's module when the command is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), function)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Lazy)
@click.version_option(package_name="duban")
def main() -> None:
    """Duban 督办: sees that a published plan is carried out."""
