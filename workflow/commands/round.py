"""`duban round`: the morning round of a day, sent or rehearsed."""

import json
from dataclasses import replace
from datetime import date, datetime
from functools import partial

import click

from workflow.adapters.clock import ShiftedClock
from workflow.adapters.mail import mailer_for
from workflow.commands.ground import Ground, ground
from workflow.jobs.day import Done, Worker
from workflow.jobs.letters import press
from workflow.jobs.rehearsal import rehearse
from workflow.jobs.round import run_round
from workflow.outbox import restored

COUNTS = {
    "opened": "reports opened",
    "verdicts": "verdicts of periods kept",
    "posted": "notices posted",
    "dropped": "dropped, no longer true",
    "folded": "digests written",
    "at_once": "mails written that leave at once",
    "delivered": "delivered",
    "postponed": "to be tried again",
    "refused": "refused for good",
    "waiting": "waiting",
}


@click.command("round")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the round (today when not given).")
@click.option("--dry-run", is_flag=True, help="Show what would be sent; nothing is kept and nothing leaves.")
@click.option("--only", metavar="ADDRESS", help="With --dry-run: print only this person's mails, in full.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def round_(day: datetime | None, dry_run: bool, only: str | None, as_json: bool) -> None:
    """Open what is owed, post the notices, fold and send the digests. Twice sends nothing more."""
    if only and not dry_run:
        raise click.UsageError("--only shows mails without sending them: add --dry-run.")
    here = ground()
    today = here.clock.today()
    on = day.date() if day else today
    try:
        here = _on_the_day(here, on, today, dry_run=dry_run)
        done = _done(here, on, today, dry_run=dry_run)
        _say_if_held(here)
    finally:
        here.database.close()
    if only:
        click.echo(_in_full(done, only))
    else:
        click.echo(json.dumps(done.as_json(), ensure_ascii=False) if as_json else _words(done, dry_run=dry_run))


def _say_if_held(here: Ground) -> None:
    with here.database.reading() as session:
        if restored.is_held(session):
            click.echo("Mail is held since this database was restored: see `duban resume-mail`.", err=True)


def _on_the_day(here: Ground, on: date, today: date, *, dry_run: bool) -> Ground:
    """Another day than today is rehearsed, not sent; only a demonstration has the clock of that day."""
    if on == today:
        return here
    if not (dry_run or here.settings.demo):
        raise click.ClickException(
            f"{on} is not today ({today}): another day is rehearsed, not sent. Add --dry-run to see what it would send."
        )
    return replace(here, clock=ShiftedClock(on))


def _done(here: Ground, on: date, today: date, *, dry_run: bool) -> Done:
    letters = press(here.settings)
    if dry_run:
        return rehearse(here.database, letters, on, today=today)
    return run_round(Worker(here.database, here.clock, letters, partial(mailer_for, here.settings)), on)


def _words(done: Done, *, dry_run: bool) -> str:
    if not done.working_day:
        return f"{done.day} is not a working day: nothing is posted and nothing is sent."
    lines = [f"{done.day}" + (" (rehearsed: nothing was kept, nothing left)" if dry_run else "")]
    lines += [f"  {getattr(done, key):>7,}  {words}" for key, words in COUNTS.items()]
    if done.trouble:
        lines.append(f"The mail server took nothing: {done.trouble}. What waits is tried again.")
    if dry_run:
        lines += [f"  {mail.address}  {mail.subject}" for mail in done.mails]
    return "\n".join(lines)


def _in_full(done: Done, address: str) -> str:
    """One person's mails of the day, as they would leave."""
    hers = [mail for mail in done.mails if mail.address == address.strip().lower()]
    if not hers:
        return f"{done.day}: nothing would leave to {address}."
    return "\n".join(f"To: {mail.name} <{mail.address}>\nSubject: {mail.subject}\n\n{mail.text}" for mail in hers)
