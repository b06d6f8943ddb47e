"""A zip read with bounds: nothing is believed that its directory says of sizes."""

import io
import zipfile
import zlib

from workflow.plans.reader.formats.unreadable import Unreadable

MEMBERS = 5000
DECLARED = 1024 * 1024 * 1024
ENTRY = b"PK\x01\x02"
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, KeyError)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LOCKED = 0x1
MIMETYPES = (
    ("application/vnd.oasis.opendocument", "reader.odt"),
    ("application/epub", "reader.epub"),
)


class Package:
    """An open zip. `names` are its members."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        if content.count(ENTRY) > MEMBERS:
            raise Unreadable("reader.unpacks_too_large", name=name)
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
        except FAULTS:
            raise Unreadable("reader.broken_word" if b"word/" in content else "reader.broken", name=name) from None
        members = self.archive.infolist()
        self.names = {member.filename for member in members}
        if any(member.flag_bits & LOCKED for member in members):
            raise Unreadable("reader.locked", name=name)
        if sum(member.file_size for member in members) > DECLARED:
            raise Unreadable("reader.unpacks_too_large", name=name)

    def part(self, path: str, most: int) -> bytes:
        """The bytes of a member, empty where there is none. More than `most` of them are refused, unread."""
        try:
            member = self.archive.getinfo(path)
            if member.compress_type not in METHODS:
                raise Unreadable("reader.broken", name=self.name)
            with self.archive.open(member) as stream:
                content = stream.read(most + 1)
        except KeyError:
            return b""
        except FAULTS:
            raise Unreadable("reader.broken", name=self.name) from None
        if len(content) > most:
            raise Unreadable("reader.unpacks_too_large", name=self.name)
        return content


def refuse_other_kinds(package: Package) -> None:
    """Packed documents that are no Word document, each by its own name."""
    name = package.name
    if "OFD.xml" in package.names:
        raise Unreadable("reader.ofd", name=name)
    if any(path.startswith("word/") for path in package.names):
        return
    for folder, key in (("xl/", "reader.sheet"), ("ppt/", "reader.slides")):
        if any(path.startswith(folder) for path in package.names):
            raise Unreadable(key, name=name)
    mimetype = package.part("mimetype", 1000).decode("latin-1") if "mimetype" in package.names else ""
    for start, key in MIMETYPES:
        if mimetype.startswith(start):
            raise Unreadable(key, name=name)
    raise Unreadable("reader.archive", name=name)
