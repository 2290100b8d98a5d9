"""Where are the fonts, icons, themes, sounds and translations, installed or frozen?"""

from pathlib import Path

# PyInstaller unpacks this package's files beside its own __file__, so one rule serves both.
HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The file `name` ("icons/check.svg") of this package; it need not exist."""
    return HERE / name
