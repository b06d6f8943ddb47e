"""The morning round for a thousand people into a real SMTP server, beside a loop of query and smtplib."""

from tests.bench.processes import answer_of
from tests.bench.results import Round
from tests.bench.scale import PEOPLE
from tests.bench.scene import Scene


def measure_round(scene: Scene) -> Round:
    """The round first (as on any morning), then the hand-made loop with as many mails, then the round again."""
    scene.sink.counts()
    round_ = answer_of("morning.py", scene.url, scene.folder, scene.sink_port)
    told = scene.sink.counts()
    if told["people"] < PEOPLE * 0.9:
        raise RuntimeError(f"the round reached only {told['people']} people: {round_}")
    hand = answer_of("byhand.py", scene.url, scene.sink_port, told["mails"])
    by_hand = scene.sink.counts()
    answer_of("morning.py", scene.url, scene.folder, scene.sink_port)
    return Round(
        seconds=round_["seconds"],
        peak=round_["peak"],
        mails=told["mails"],
        people=told["people"],
        again=scene.sink.counts()["mails"],
        hand_seconds=hand["seconds"],
        hand_peak=hand["peak"],
        hand_mails=by_hand["mails"],
    )
