"""`duban init` and its kin: the first administrator, without default passwords; run again, nothing changes."""

from datetime import date

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from workflow.commands import main
from workflow.db import Database
from workflow.people import passwords, queries
from workflow.people.models import Account, Department

ADMIN = {"DUBAN_ADMIN_EMAIL": "Wang@City.test", "DUBAN_ADMIN_NAME": "王管理"}


def duban(*words: str, env: dict[str, str], typed: str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), env=env, input=typed)


def test_init_asks_for_the_first_administrator(environment: dict[str, str], database: Database) -> None:
    typed = "Wang@City.test\n王管理\na right password\na right password\n"
    answer = duban("init", env=environment, typed=typed)
    assert answer.exit_code == 0, answer.output
    assert "a right password" not in answer.output
    with database.reading() as session:
        own = session.scalars(select(Account)).one()
        office = session.scalars(select(Department)).one()
    assert own.email == "wang@city.test" and passwords.matches(own.password_hash, "a right password")
    assert office.code == "office"


def test_init_takes_the_administrator_from_the_environment_and_run_again_changes_nothing(
    environment: dict[str, str], database: Database
) -> None:
    env = environment | ADMIN | {"DUBAN_ADMIN_PASSWORD": "a right password"}
    assert duban("init", env=env).exit_code == 0
    again = duban("init", env=env | {"DUBAN_ADMIN_EMAIL": "other@city.test"})
    assert again.exit_code == 0 and "已有系统管理员 1 人" in again.output
    with database.reading() as session:
        assert len(session.scalars(select(Account.id)).all()) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"DUBAN_ADMIN_PASSWORD": "password123"}, "太常见"),
        ({"DUBAN_ADMIN_PASSWORD": "short"}, "至少 10 个字符"),
        ({"DUBAN_ADMIN_PASSWORD": "a right password", "DUBAN_ADMIN_EMAIL": "no address"}, "不是有效的邮箱"),
    ],
)
def test_init_refuses_in_a_sentence(
    environment: dict[str, str], database: Database, given: dict[str, str], words: str
) -> None:
    answer = duban("init", env=environment | ADMIN | given)
    assert answer.exit_code == 1 and words in answer.output
    with database.reading() as session:
        assert not queries.administrators(session, on=date(2026, 11, 16))


def test_settings_are_printed_without_secrets(environment: dict[str, str]) -> None:
    env = environment | {"DUBAN_SMTP_PASSWORD": "mail secret", "DUBAN_SECRET_KEY": "cookie secret"}
    answer = duban("settings", env=env)
    assert answer.exit_code == 0 and "DUBAN_IDLE_MINUTES" in answer.output
    assert "secret" not in answer.output.replace("DUBAN_SECRET_KEY", "")


def test_verify_chains_the_history_and_says_that_it_is_whole(environment: dict[str, str]) -> None:
    duban("init", env=environment | ADMIN | {"DUBAN_ADMIN_PASSWORD": "a right password"})
    answer = duban("verify", env=environment)
    assert answer.exit_code == 0 and "历史完好" in answer.output
    assert answer.output == duban("verify", env=environment).output


def test_migrate_says_where_the_database_stands(environment: dict[str, str]) -> None:
    assert "已是最新" in duban("migrate", env=environment).output
