"""The calendar that deadlines follow, and how lights are printed"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deadline", sa.Column("set_on", sa.Date(), nullable=True))
    op.add_column("deadline", sa.Column("handed_on", sa.Date(), nullable=True))
    _name_the_rule_of_june()
    words = sa.Enum(*LIGHTS, name="light", native_enum=False, create_constraint=True, length=32)
    tones = sa.Enum(*TONES, name="tone", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "light_look",
        sa.Column("light", words, nullable=False),
        sa.Column("zh", sa.String(length=12), nullable=False),
        sa.Column("en", sa.String(length=40), nullable=False),
        sa.Column("short_zh", sa.String(length=4), nullable=False),
        sa.Column("short_en", sa.String(length=12), nullable=False),
        sa.Column("tone", tones, nullable=False),
        sa.PrimaryKeyConstraint("light", name=op.f("pk_light_look")),
    )


LIGHTS = ("on_course", "behind", "work_overdue", "form_overdue", "province", "extended", "closed")
TONES = ("green", "yellow", "red", "blue", "grey", "ink", "purple", "teal")


def _name_the_rule_of_june() -> None:
    """A verification by the end of June of the year after its target was found by that rule. Any other day of an older
    row may have been set by a person, and stays."""
    rows = sa.table(
        "deadline", sa.column("id"), sa.column("due_rule"), sa.column("opens_on", sa.Date), sa.column("due_on", sa.Date)
    )
    connection = op.get_bind()
    asked = sa.select(rows.c.id, rows.c.opens_on, rows.c.due_on).where(rows.c.due_rule == "target.office")
    for key, opens_on, due_on in connection.execute(asked).all():
        june = date(opens_on.year + 1, 6, 30)
        if 0 <= (june - due_on).days <= 3:
            connection.execute(rows.update().where(rows.c.id == key).values(due_rule="target.published"))
