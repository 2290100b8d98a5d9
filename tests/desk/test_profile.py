"""A desk lives on a disk of its own computer, wherever its folder seems to be."""

import sys
from pathlib import Path

import pytest

from app.desk import profile
from app.desk.profile import Profile
from app.kit.errors import Refusal

needs_mounts = pytest.mark.skipif(
    sys.platform != "linux", reason="Linux tells its mounts in a file"
)


def opens(folder: Path) -> None:
    desk = Profile(folder)
    desk.open()
    desk.close()


def mounted(monkeypatch: pytest.MonkeyPatch, folder: Path, *lines: str) -> None:
    """The computer says that these lie where the folder is."""
    told = folder / "mounts"
    told.write_text("".join(f"{line}\n" for line in ("/dev/sda1 / ext4 rw 0 0", *lines)))
    monkeypatch.setattr(profile, "MOUNTS", told)


@needs_mounts
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_drive_is_refused_and_nothing_is_written_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    mounted(monkeypatch, tmp_path, f"there:/shops {tmp_path / 'shops'} {kind} rw 0 0")
    desk = Profile(tmp_path / "shops" / "desk")
    with pytest.raises(Refusal, match="network_drive"):
        desk.open()
    assert not desk.database.exists()
    opens(tmp_path / "shops-near")  # its neighbour of a like name


@needs_mounts
def test_a_drive_that_is_mounted_when_it_is_asked_for_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    point = str(tmp_path / "our shops").replace(" ", "\\040")
    first = f"systemd-1 {point} autofs rw 0 0"
    mounted(monkeypatch, tmp_path, first, f"there:/shops {point} nfs4 rw 0 0")
    with pytest.raises(Refusal, match="network_drive"):
        Profile(tmp_path / "our shops").open()


@needs_mounts
def test_a_disk_of_this_computer_inside_a_network_drive_will_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shops = tmp_path / "shops"
    here = f"/dev/sdb1 {shops / 'here'} ext4 rw 0 0"
    mounted(monkeypatch, tmp_path, f"there:/shops {shops} nfs rw 0 0", here)
    opens(shops / "here")
