"""Answers to the reader's questions. Some only say what a person knows; some mend the rows in the same edit."""

ANSWERS: dict[str, tuple[str, ...]] = {
    "lead_not_stated": ("first_leads", "ask_later"),
    "open_list": ("nobody_else", "ask_later"),
    "day_ambiguous": ("with_year", "before_year", "no_deadline"),
    "value_set_above": ("wait",),
    "day_no_year": ("year_of_issue", "no_deadline"),
    "day_unclear": ("no_deadline",),
    "body_odd": ("is_body", "generic", "no_body"),
    "body_none": ("standing", "general", "kept"),
    "body_inherited": ("inherit", "standing", "kept"),
    "half_sentence": ("complete", "check_paper"),
    "number_gap": ("complete", "check_paper"),
    "control_signs": ("kept", "check_paper"),
    "page_number": ("left_out", "check_paper"),
    "name_missing": ("kept", "check_paper"),
}
"""The answers that a question offers, in the order of their buttons."""
