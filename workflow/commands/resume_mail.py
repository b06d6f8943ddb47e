"""`duban resume-mail`: after a restore, say up to which day people were told, and let mail leave again."""

from datetime import datetime

import click

from workflow.audit.service import SYSTEM
from workflow.commands.ground import ground
from workflow.errors import Refused
from workflow.outbox import restored
from workflow.wording.refusals import spoken
from workflow.workdays.queries import calendar


@click.command("resume-mail")
@click.option(
    "--told-until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day on which the lost system sent mail; today when not given, so that nothing is told twice.",
)
def resume_mail(told_until: datetime | None) -> None:
    """What was to be told up to that day counts as told; what came after it is in the next mail."""
    here = ground()
    day = told_until.date() if told_until else here.clock.today()
    try:
        with here.database.writing() as session:
            days = calendar(session, around=day)
            told = restored.resume(session, told_until=day, calendar=days, by=SYSTEM, at=here.clock.now())
    except Refused as refused:
        raise click.ClickException(spoken(refused)) from None
    click.echo(f"已恢复发送邮件。{day} 及以前应告知的 {told} 条只列在各人的通知里，不再发邮件。")
