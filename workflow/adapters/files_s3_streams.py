"""Streams over objects: one that seeks and asks for ranges, one that joins pieces; and a stream cut into parts."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from workflow.adapters.files_face import TooLarge, pieces

WINDOW = 4 * 1024 * 1024  # bytes asked for at a time

Range = Callable[[int, int], memoryview]  # from, to


class _Object(io.RawIOBase):
    """An object read through a window that is asked for anew where reading leaves it."""

    def __init__(self, size: int, ask: Range) -> None:
        self._size, self._ask = size, ask
        self._at = self._start = 0
        self._window = memoryview(b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # io gives it one
        if self._at >= self._size:
            return 0
        if not self._start <= self._at < self._start + len(self._window):
            self._window = self._ask(self._at, min(self._at + WINDOW, self._size))
            self._start = self._at
        some = self._window[self._at - self._start :][: len(buffer)]
        buffer[: len(some)] = some
        self._at += len(some)
        return len(some)

    def close(self) -> None:
        self._window = memoryview(b"")
        super().close()


class _Joined(io.RawIOBase):
    """Pieces one after another."""

    def __init__(self, pieces: Iterator[memoryview]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # io gives it one
        if not self._left:
            self._left = next(self._pieces, memoryview(b""))
        some = self._left[: len(buffer)]
        buffer[: len(some)] = some
        self._left = self._left[len(some) :]
        return len(some)


def reading(size: int, ask: Range) -> BinaryIO:
    return cast(BinaryIO, _Object(size, ask))


def joined(pieces: Iterator[memoryview]) -> BinaryIO:
    return cast(BinaryIO, _Joined(pieces))


def batches(stream: BinaryIO, size: int, *, room: int) -> Iterator[bytes]:
    """A stream in parts of a size; what came before it broke off, or grew larger than `room`, is a part too."""
    waiting = bytearray()
    try:
        for piece in pieces(stream):
            room -= len(piece)
            if room < 0:
                raise TooLarge
            waiting += piece
            if len(waiting) >= size:
                yield bytes(waiting)
                waiting.clear()
    except Exception:
        if waiting:
            yield bytes(waiting)
        raise
    if waiting:
        yield bytes(waiting)
