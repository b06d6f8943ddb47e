"""How bytes begin that must not be here: programs, scripts, pages of the web; and what is glued behind another file."""

import mmap
import re

from workflow.errors import Refused

ZIP, ZIP_END, OLE, PDF = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",  # a Java class, or a program for several processors
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\x4c\x00\x00\x00\x01\x14\x02\x00",  # a shortcut
    b"ITSF",  # compiled help
    b"MSCF",  # a cabinet
    b"dex\n",
)
SCRIPT = re.compile(
    rb"\A[\s\xef\xbb\xbf]*(@echo\s+(off|on)|<\?php|windows registry editor|regedit4|\[internetshortcut\]|"
    rb"(on error resume next|option explicit|function\s*\w*\s*\(|var\s+\w+\s*=|(set\s+)?\w+\s*=\s*createobject)\b)",
    re.IGNORECASE,
)
PAGE = re.compile(rb"<(!doctype\s+html|html|script|svg|hta|iframe|\?php)[\s>:/]", re.IGNORECASE)
XML = re.compile(rb"\A[\s\xef\xbb\xbf]*<(\?xml|!doctype|!--|html|head|body)", re.IGNORECASE)
# What nobody looks into here: other makes of archives, and the wrapping of Outlook (winmail.dat).
SHUT = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"\x78\x9f\x3e\x22")
SHUT_LATER = ((0, 10, b"1AY&SY"), (257, 262, b"ustar"), (2, 5, b"-lh"), (7, 14, b"**ACE**"))  # bzip2, tar, lha, ace
RUN_BY_THEIR_ENDING = """
exe dll scr com pif cpl msi msp mst bat cmd ps1 psm1 vb vbs vbe js jse ws wsf wsh wsc hta lnk url scf inf reg
jar class chm hlp sct msc gadget application appref-ms xll xla xlam docm dotm xlsm xltm pptm potm ppsm ppam iso
img vhd vhdx apk app deb rpm sh py pyw pl rb elf so html htm xhtml mht mhtml svg svgz xsl swf
xlsb ppa wll one rdp iqy oqy dqy rqy slk settingcontent-ms library-ms search-ms searchconnector-ms ps1xml psd1
psc1 cdxml jnlp desktop diagcab theme themepack appinstaller msix msixbundle appx appxbundle website udl ocx sys
drv command bash csh ksh zsh pyc pyz pyzw xbap vbscript shb shs wim cab
"""
ENDINGS = frozenset(RUN_BY_THEIR_ENDING.split())


class Mapped(mmap.mmap):
    """A file as bytes that are read where they are needed."""

    def seekable(self) -> bool:
        return True


Bytes = bytes | mmap.mmap


def is_program(head: bytes) -> bool:
    return head.startswith(PROGRAMS) or SCRIPT.match(head) is not None


def is_page(head: bytes) -> bool:
    """A page of the web, a drawing with scripts, or what else a browser would run; in UTF-16 too."""
    plain = head.replace(b"\x00", b"")
    return XML.match(plain) is not None or PAGE.search(plain) is not None


def is_xml(head: bytes) -> bool:
    """Whether it begins as XML does, in any letters."""
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def is_shut(head: bytes) -> bool:
    return head.startswith(SHUT) or any(word in head[start:end] for start, end, word in SHUT_LATER)


def refuse_what_is_behind(data: Bytes, end: int, name: str) -> None:
    """What begins where a file of this kind has ended."""
    rest = bytes(data[end : end + 4096]).lstrip(b"\x00\t\n\r\x0b\x0c ")
    if rest.startswith((ZIP, ZIP_END, OLE, PDF, b"Rar!", b"7z\xbc\xaf")) or is_program(rest) or is_page(rest):
        raise Refused("evidence.two_in_one", name=name)


def refuse_archive_at_the_end(data: Bytes, name: str) -> None:
    """An archive is read from its end, wherever it begins."""
    if data.rfind(ZIP_END, max(0, len(data) - 66_000)) >= 0 and data.find(b"PK\x01\x02") >= 0:
        raise Refused("evidence.two_in_one", name=name)
