"""Triggers that keep an issued paper as it was issued, for both databases."""

from alembic import op

KEPT = ("content", "checksum", "number", "title", "body", "basis", "issued_on", "signer", "signed_on")
JSON = ("content", "body")
WORDS = "an issued paper does not change"


def protect() -> None:
    """Refuse to change or remove what an issued paper says. Withdrawing it, and filing its scan, stay possible."""
    if op.get_bind().dialect.name == "postgresql":
        new, old = (", ".join(_text(row, name) for name in KEPT) for row in ("NEW", "OLD"))
        op.execute(
            "CREATE FUNCTION paper_is_frozen() RETURNS trigger AS $$ BEGIN "
            f"IF OLD.checksum IS NOT NULL AND (TG_OP = 'DELETE' OR ROW({new}) IS DISTINCT FROM ROW({old})) "
            f"THEN RAISE EXCEPTION '{WORDS}'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            "CREATE TRIGGER paper_frozen BEFORE UPDATE OR DELETE ON paper "
            "FOR EACH ROW EXECUTE FUNCTION paper_is_frozen()"
        )
        return
    changed = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in KEPT)
    for act, when in (("UPDATE", f" AND ({changed})"), ("DELETE", "")):
        op.execute(
            f"CREATE TRIGGER paper_no_{act.lower()} BEFORE {act} ON paper WHEN OLD.checksum IS NOT NULL{when} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )


def _text(row: str, name: str) -> str:
    return f'{row}."{name}"::text' if name in JSON else f'{row}."{name}"'
