"""Looking at kept files that nobody has looked at yet: words for the search, a picture of the first page."""

from workflow.adapters.stores import store_of
from workflow.evidence import sights
from workflow.jobs.day import Worker


def look_at_kept(worker: Worker) -> int:
    """A few at each tick; returns how many."""
    if worker.settings is None:
        return 0
    store = store_of(worker.settings)
    return sights.make_up(worker.database, store, worker.clock.now, stopping=worker.stopping)
