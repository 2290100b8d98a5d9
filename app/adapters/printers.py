"""Receipt printers: the bytes of ESC/POS, a folder that takes the place of one, and none."""

import os
from pathlib import Path

from app.kit.errors import Unreachable
from app.ports.printer import NO_PRINTER, Paper, Strip, Style

ESC, GS = b"\x1b", b"\x1d"
INITIALISE = ESC + b"@"
PC437 = ESC + b"t\x00"  # the one code page that every such printer has
CUT = GS + b"V\x42\x00"  # feed to the knife, then cut and leave a bit
CENTRED, LEFT = ESC + b"a\x01", ESC + b"a\x00"
_BOLD_ON, _BOLD_OFF = ESC + b"E\x01", ESC + b"E\x00"
_BIG_ON, _BIG_OFF = GS + b"!\x11", GS + b"!\x00"
_BAR_HEIGHT = GS + b"h\x50"  # 80 dots = 10 mm
_BAR_WIDTH = GS + b"w\x02"  # 2 dots a module: 14 letters are 440 of 576 dots
_BAR_TEXT_BELOW = GS + b"H\x02"
_QR_MODULE = GS + b"(k\x03\x00\x31\x43\x06"  # 6 dots a module
_QR_LEVEL_M = GS + b"(k\x03\x00\x31\x45\x31"
_QR_PRINT = GS + b"(k\x03\x00\x31\x51\x30"
_PLAIN_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "x", "’": "'", "“": '"', "”": '"', "…": "."})


def escpos(paper: Paper, copies: int = 1) -> bytes:
    """The paper as an ESC/POS printer takes it. No text in it can command the printer."""
    once = INITIALISE + PC437 + b"".join(_strip(strip) for strip in paper.strips) + CUT
    return once * copies


def _strip(strip: Strip) -> bytes:
    match strip.style:
        case Style.BARCODE:
            return _barcode(strip.text)
        case Style.QR:
            return _qr(strip.text)
        case Style.BOLD:
            return _BOLD_ON + _letters(strip.text) + b"\n" + _BOLD_OFF
        case Style.BIG:
            return _BIG_ON + _letters(strip.text) + b"\n" + _BIG_OFF
    return _letters(strip.text) + b"\n"


def _letters(text: str) -> bytes:
    written = text.translate(_PLAIN_SIGNS).encode("cp437", errors="replace")
    return bytes(byte for byte in written if byte >= 0x20 and byte != 0x7F)


def _barcode(text: str) -> bytes:
    """Code 128 set B; a text that bars cannot write is printed as letters."""
    if not text or len(text) > 60 or not (text.isascii() and text.isprintable()):
        return _letters(text) + b"\n"
    known = b"{B" + text.replace("{", "{{").encode()
    head = _BAR_HEIGHT + _BAR_WIDTH + _BAR_TEXT_BELOW
    return CENTRED + head + GS + b"k\x49" + bytes([len(known)]) + known + b"\n" + LEFT


def _qr(text: str) -> bytes:
    written = text.encode()
    low, high = (len(written) + 3) % 256, (len(written) + 3) // 256
    store = GS + b"(k" + bytes([low, high]) + b"\x31\x50\x30" + written
    return CENTRED + _QR_MODULE + _QR_LEVEL_M + store + _QR_PRINT + b"\n" + LEFT


class FilePrinter:
    """Puts each paper into a folder, as text and as the printer's bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print(self, paper: Paper, copies: int = 1) -> Path | None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._free(paper.name)
            _write(path, (paper.text() * copies).encode())
            _write(path.with_suffix(".escpos"), escpos(paper, copies))
        except OSError as error:
            raise Unreachable(error.strerror or "no_folder") from error
        return path

    def _free(self, name: str) -> Path:
        """The same order may be printed often: JKT01-3-000712, JKT01-3-000712.2, …"""
        path, count = self._folder / f"{name}.txt", 1
        while path.exists():
            count += 1
            path = self._folder / f"{name}.{count}.txt"
        return path


class NullPrinter:
    """A desk without a printer: every paper is kept until there is one."""

    def print(self, paper: Paper, copies: int = 1) -> Path | None:
        raise Unreachable(NO_PRINTER)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
