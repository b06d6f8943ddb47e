"""What a server of objects says, or does not say, as a sentence. A secret stands in none of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError

from workflow.errors import Refused

NO_BUCKET, DENIED = "NoSuchBucket", ("status code: 401", "status code: 403")


@contextmanager
def asking(place: str) -> Iterator[None]:
    """Raises Refused where nothing can be asked; FileNotFoundError and AlreadyExistsError are answers."""
    try:
        yield
    except AlreadyExistsError:
        raise
    except FileNotFoundError as error:
        if NO_BUCKET in str(error):
            raise Refused("files.no_bucket", place=place) from None
        raise
    except (PermissionDeniedError, UnauthenticatedError):
        raise Refused("files.denied", place=place) from None
    except BaseError as error:
        raise Refused(_key_of(str(error)), place=place) from None


def _key_of(said: str) -> str:
    """A list that is refused comes as an error of no kind of its own."""
    if NO_BUCKET in said:
        return "files.no_bucket"
    return "files.denied" if any(code in said for code in DENIED) else "files.away"
