"""The scanner's protocol, spoken with a small server on the loopback address."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from workflow.adapters.scanner import Clamd, ScannerAway, place_of
from workflow.app import create_app
from workflow.settings import BadSetting, from_environment

Answering = Callable[[socket.socket], None]


def received(line: socket.socket) -> bytes:
    """What an INSTREAM sends, put together."""
    file = line.makefile("rb")
    assert file.read(10) == b"zINSTREAM\0"
    content = b""
    while size := struct.unpack("!L", file.read(4))[0]:
        content += file.read(size)
    return content


@contextmanager
def a_scanner(answering: Answering, listening: socket.socket) -> Iterator[None]:
    """Answers one call."""

    def serve() -> None:
        with suppress(OSError), closing(listening.accept()[0]) as line:
            answering(line)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        listening.close()
        thread.join(5)
        assert not thread.is_alive()


def over_tcp() -> tuple[socket.socket, str]:
    listening = socket.create_server(("127.0.0.1", 0))
    return listening, f"127.0.0.1:{listening.getsockname()[1]}"


def scanned(answering: Answering, path: Path, **patience: float) -> str:
    listening, address = over_tcp()
    with a_scanner(answering, listening):
        return Clamd(address, **patience).scan(path)


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 2000)
    return path


def test_what_the_scanner_finds_is_named(file) -> None:
    def finds(line: socket.socket) -> None:
        assert received(line) == file.read_bytes()
        line.sendall(b"stream: Eicar-Test-Signature FOUND\0")

    assert scanned(finds, file) == "Eicar-Test-Signature"


def test_a_clean_file_is_clean(file) -> None:
    def clean(line: socket.socket) -> None:
        assert received(line) == file.read_bytes()
        line.sendall(b"stream: OK\0")

    assert scanned(clean, file) == ""


def test_over_a_socket_of_the_system(file, tmp_path) -> None:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "clamd"))
    listening.listen()

    def clean(line: socket.socket) -> None:
        received(line)
        line.sendall(b"stream: OK\0")

    with a_scanner(clean, listening):
        assert Clamd(str(tmp_path / "clamd")).scan(file) == ""


def test_a_file_too_large_for_it_counts_as_not_looked_at(file) -> None:
    def too_large(line: socket.socket) -> None:
        line.recv(10)
        line.sendall(b"INSTREAM size limit exceeded. ERROR\0")

    with pytest.raises(ScannerAway):
        scanned(too_large, file)


def test_a_finding_told_before_all_is_sent_counts(tmp_path) -> None:
    large = tmp_path / "large"
    large.write_bytes(bytes(8 * 1024 * 1024))

    def hasty(line: socket.socket) -> None:
        line.recv(1000)
        line.sendall(b"stream: X FOUND\0")
        line.shutdown(socket.SHUT_WR)
        while line.recv(1024 * 1024):
            pass

    assert scanned(hasty, large) == "X"


@pytest.mark.parametrize("said", [b"", b"nonsense\0", b"stream: OK but", b"stream: a FOUND or not\0"])
def test_without_a_clear_answer_nobody_knows(file, said) -> None:
    def mumbles(line: socket.socket) -> None:
        received(line)
        line.sendall(said)

    with pytest.raises(ScannerAway):
        scanned(mumbles, file)


def test_a_scanner_that_dies_in_the_middle_is_away(tmp_path) -> None:
    large = tmp_path / "large"
    large.write_bytes(bytes(8 * 1024 * 1024))
    with pytest.raises(ScannerAway):
        scanned(lambda line: line.recv(1000) and line.close(), large)


def test_a_scanner_that_hangs_is_away(file) -> None:
    done = threading.Event()

    def hangs(line: socket.socket) -> None:
        received(line)
        done.wait(5)

    listening, address = over_tcp()
    with a_scanner(hangs, listening):
        with pytest.raises(ScannerAway):
            Clamd(address, patience=0.2).scan(file)
        done.set()


def test_no_scanner_is_away(file, tmp_path) -> None:
    listening, address = over_tcp()
    listening.close()
    for place in (address, str(tmp_path / "none")):
        with pytest.raises(ScannerAway):
            Clamd(place).scan(file)


def test_addresses() -> None:
    assert place_of("/run/clamav/clamd.ctl") == "/run/clamav/clamd.ctl"
    assert place_of("[::1]:3310") == ("::1", 3310)
    for wrong in ("scanner", ":3310", "scanner:0", "scanner:x"):
        with pytest.raises(ValueError, match="host:port"):
            place_of(wrong)


def test_without_the_setting_there_is_no_scanner_and_a_wrong_one_stops_the_start(app, environment) -> None:
    assert app.extensions["duban.scanner"] is None
    settings = from_environment(environment | {"DUBAN_CLAMD": "127.0.0.1:3310"})
    assert create_app(settings).extensions["duban.scanner"] == Clamd("127.0.0.1:3310")
    for wrong in ("scanner", "127.0.0.1:0", "127.0.0.1:99999", ":3310x"):
        with pytest.raises(BadSetting, match="DUBAN_CLAMD"):
            from_environment(environment | {"DUBAN_CLAMD": wrong})
