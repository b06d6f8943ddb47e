"""Who gets what on sixty days of the seed's plan: the table that people read is what the rounds do."""

from pathlib import Path

from tests.jobs import sixty_days


def test_sixty_days_of_the_plan_bring_each_person_what_the_table_says(tmp_path: Path) -> None:
    kept = sixty_days.PAGE.read_text("utf-8")
    assert sixty_days.page(tmp_path) == kept, "see what changed, then: python -m tests.jobs.sixty_days"
