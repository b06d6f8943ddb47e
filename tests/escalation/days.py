"""Days × rungs: where a thing due on Friday 9 October 2026 stands on each day, on three ladders.

The October holidays lie before it (1 to 7; 8 is worked), Saturday the 10th and Sunday 20 September are worked, and
25 September is free. `passed` counts working days from the day due. The third ladder is one that a plan set for itself:
reminded five days ahead, notice after three, circular after eight."""

from datetime import date

from workflow.escalation.rules import Rung, Steps

DUE = date(2026, 10, 9)
OWN: Steps = (
    (Rung.REMIND_3, -5),
    (Rung.DUE, 0),
    (Rung.URGE, 1),
    (Rung.NOTICE_CONDITIONS, 3),
    (Rung.CIRCULAR_CONDITIONS, 8),
)
TABLE = """
day         of   is    passed  reporting         work                 work, a plan's own
2026-09-16  Wed  work     -12  -                 -                    -
2026-09-17  Thu  work     -11  -                 -                    -
2026-09-18  Fri  work     -10  -                 remind_10            -
2026-09-19  Sat  free     -10  -                 remind_10            -
2026-09-20  Sun  work      -9  -                 remind_10            -
2026-09-21  Mon  work      -8  -                 remind_10            -
2026-09-22  Tue  work      -7  -                 remind_10            -
2026-09-23  Wed  work      -6  -                 remind_10            -
2026-09-24  Thu  work      -5  -                 remind_10            remind_3
2026-09-25  Fri  free      -5  -                 remind_10            remind_3
2026-09-26  Sat  free      -5  -                 remind_10            remind_3
2026-09-27  Sun  free      -5  -                 remind_10            remind_3
2026-09-28  Mon  work      -4  -                 remind_10            remind_3
2026-09-29  Tue  work      -3  remind_3          remind_3             remind_3
2026-09-30  Wed  work      -2  remind_3          remind_3             remind_3
2026-10-01  Thu  free      -2  remind_3          remind_3             remind_3
2026-10-02  Fri  free      -2  remind_3          remind_3             remind_3
2026-10-03  Sat  free      -2  remind_3          remind_3             remind_3
2026-10-04  Sun  free      -2  remind_3          remind_3             remind_3
2026-10-05  Mon  free      -2  remind_3          remind_3             remind_3
2026-10-06  Tue  free      -2  remind_3          remind_3             remind_3
2026-10-07  Wed  free      -2  remind_3          remind_3             remind_3
2026-10-08  Thu  work      -1  remind_3          remind_1             remind_3
2026-10-09  Fri  work      +0  due               due                  due
2026-10-10  Sat  work      +1  press_form        urge                 urge
2026-10-11  Sun  free      +1  press_form        urge                 urge
2026-10-12  Mon  work      +2  press_form        urge                 urge
2026-10-13  Tue  work      +3  press_form        urge                 notice_conditions
2026-10-14  Wed  work      +4  press_form        urge                 notice_conditions
2026-10-15  Thu  work      +5  press_form_again  notice_conditions    notice_conditions
2026-10-16  Fri  work      +6  press_form_again  notice_conditions    notice_conditions
2026-10-17  Sat  free      +6  press_form_again  notice_conditions    notice_conditions
2026-10-18  Sun  free      +6  press_form_again  notice_conditions    notice_conditions
2026-10-19  Mon  work      +7  press_form_again  notice_conditions    notice_conditions
2026-10-20  Tue  work      +8  press_form_again  notice_conditions    circular_conditions
2026-10-21  Wed  work      +9  press_form_again  notice_conditions    circular_conditions
2026-10-22  Thu  work     +10  press_form_again  circular_conditions  circular_conditions
2026-10-23  Fri  work     +11  press_form_again  circular_conditions  circular_conditions
2026-10-24  Sat  free     +11  press_form_again  circular_conditions  circular_conditions
"""


def days() -> list[tuple[date, bool, int, list[Rung | None]]]:
    """Each line: the day, whether it is worked, working days passed, the rung on each ladder."""
    found = []
    for line in TABLE.strip().splitlines()[1:]:
        day, _weekday, kind, passed, *rungs = line.split()
        said = [None if word == "-" else Rung(word) for word in rungs]
        found.append((date.fromisoformat(day), kind == "work", int(passed), said))
    return found
