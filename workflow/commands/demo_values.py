"""Figures of a demonstration: what the targets of a task stood at in four quarters. None of them is a real one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from workflow.commands.demo_past import Past
from workflow.commands.demo_stage import written
from workflow.plans.models import Target
from workflow.reports.rules import ValueSaid

Line = tuple[str, str, str, str]
VALUES: Mapping[str, Mapping[str, Line]] = {
    "一（二）": {
        "12": ("12.3", "12.6", "12.9", "13.1"),
        "68": ("66.8", "67.4", "68.9", "69.6"),
        "47": ("44.1", "44.9", "45.6", "46.2"),
        "18.74": ("18.8", "18.8", "18.9", "18.9"),
        "18": ("12.3", "12.6", "12.9", "13.1"),
        "72": ("66.8", "67.4", "68.9", "69.6"),
    },
    "二（一）": {"300": ("303.5", "302.1", "300.9", "299.4"), "95": ("92", "93", "94", "94.5")},
    "二（二）": {"470": ("448", "455", "463", "466"), "600": ("448", "455", "463", "466")},
    "二（三）": {"430": ("424", "429", "437", "446"), "550": ("424", "429", "437", "446")},
    "三（一）": {"20": ("14.2", "15.1", "15.8", "16.4"), "80": ("71", "73", "75", "76")},
    "三（二）": {"100": ("96", "97", "98", "98.6")},
    "三（五）": {"19": ("17.8", "18.4", "19.1", "19.3")},
    "四（一）": {
        "10": ("10.4", "10.9", "11.6", "12.2"),
        "90": ("90.6", "90.8", "91.1", "91.3"),
        "85": ("86.2", "86.5", "87", "87.4"),
        "98": ("98.3", "98.3", "98.4", "98.5"),
    },
    "四（二）": {
        "90": ("91.2", "91.4", "91.7", "91.9"),
        "120": ("111", "116", "120.5", "123"),
        "40": ("36", "38", "40.2", "41"),
    },
    "四（四）": {
        "90": ("91.5", "91.8", "92.1", "92.4"),
        "43": ("42.6", "42.8", "43.1", "43.3"),
        "55": ("55.8", "56.2", "56.9", "57.3"),
        "45": ("46.1", "46.4", "46.8", "47.5"),
    },
    "五（一）": {"14": ("12.4", "12.5", "12.7", "12.8"), "85": ("78", "79", "80", "81")},
    "五（二）": {"30": ("31.2", "31.8", "32.5", "33.1")},
    "五（四）": {
        "8": ("7.4", "7.7", "8.1", "8.3"),
        "50": ("46", "48", "50.6", "51.2"),
        "20": ("16.2", "16.9", "17.3", "17.8"),
    },
    "六（一）": {"35": ("38", "41", "43", "45")},
    "六（五）": {"95": ("91.6", "92.1", "92.8", "93.5")},
    "九（一）": {"10": ("4", "5", "6", "7")},
    "九（四）": {"60": ("53.6", "54.4", "55.1", "55.8"), "65": ("53.6", "54.4", "55.1", "55.8")},
    "十三（三）": {"10": ("7", "7", "8", "9")},
}
AWAITED = {"三（二）": "18", "三（三）": "18", "三（四）": "21", "六（一）": "9.5"}  # yearly figures: not out yet
FIGURED = "（演示）与上年同口径，累计数取期末值"


def said(number: str, targets: list[Target], place: int, past: Past, source: str) -> list[ValueSaid]:
    """What is said of the targets of a task in a quarter: a value of its last day, or when one is awaited."""
    values = []
    for target in targets:
        line = VALUES.get(number, {}).get(written(target))
        if line is not None:
            amount, day = Decimal(line[place]), past.periods[place].last
            values.append(ValueSaid(target.id, amount, day, f"{source}月报（演示）", definition=FIGURED))
        elif AWAITED.get(number) == written(target):
            values.append(ValueSaid(target.id, source="市统计局（演示）", awaited_on=_published(past, place)))
    return values


def _published(past: Past, place: int) -> date:
    """Yearly figures come out in the middle of the year after."""
    return date(past.periods[place].year + 1, 6, 30)


def first(number: str, target: Target) -> Decimal:
    """What a target stood at in the first quarter reported."""
    return Decimal(VALUES[number][written(target)][0])
