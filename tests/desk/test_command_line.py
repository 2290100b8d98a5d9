"""What the command line says when it cannot: one clear sentence, never a code or a traceback."""

import ast
import json
import socket
import subprocess
from pathlib import Path

import pytest

from app.cli import SENTENCES, main, sentence
from app.demo.stage import gerai
from app.kit.errors import Refusal
from app.storage.engine import server_engine
from tests.architecture.reading import ROOT
from tests.desk.house import House
from ui.cli import main as whole


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("gerai: ")
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert "_" not in said.replace(str(Path.cwd()), "").split("/")[0]
    return said


def test_a_profile_in_use_is_told(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.open(0)
    said = told(
        capsys,
        *("desk", "--headless", "--server", house.server.url),
        *("--profile", str(house.profile(0))),
    )
    assert "open already" in said
    assert "Nothing was changed" in said


def test_a_lost_key_is_told(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.close(house.open(0))
    for key in house.profile(0).glob("*.key"):
        key.unlink()
    arguments = ("desk", "--headless", "--server", house.server.url)
    assert "key" in told(capsys, *arguments, "--profile", str(house.profile(0)))


def test_a_profile_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("a letter")
    arguments = ("desk", "--headless", "--server", "http://127.0.0.1:1", "--profile", str(file))
    assert "cannot be written" in told(capsys, *arguments)
    assert file.read_text() == "a letter"


def test_a_nonsense_server_address_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("desk", "--headless", "--server", "gerai", "--profile", str(tmp_path / "desk"))
    assert "not the address of a server" in told(capsys, *arguments)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nonsense", "not the address of a database"),
        ("mysql://x/y", "not the address of a database"),
        ("sqlite:////nowhere/x.db", "does not answer"),
        ("postgresql://gerai:secret@127.0.0.1:1/x", "does not answer"),
    ],
)
def test_a_database_that_does_not_open_is_told(
    address: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["server", "--database", address]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "secret" not in said
    assert "Traceback" not in said


def test_a_newer_database_is_told_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{tmp_path / 'server.db'}"
    engine = server_engine(address)
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
        db.exec_driver_sql("INSERT INTO alembic_version VALUES ('9999')")
    engine.dispose()
    said = told(capsys, "server", "--database", address)
    assert "newer version" in said
    assert "9999" in said


def test_a_port_in_use_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        address = f"sqlite:///{tmp_path / 'server.db'}"
        said = told(capsys, "server", "--database", address, "--port", port)
    assert f"port {port}" in said


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_does_not_exist_is_told(
    tmp_path: Path, port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{tmp_path / 'server.db'}"
    assert "cannot be opened" in told(capsys, "server", "--database", address, "--port", port)


def test_a_mail_server_without_a_port_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{tmp_path / 'server.db'}"
    assert "mail server" in told(capsys, "server", "--database", address, "--smtp", "mail")


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("import", "online-retail", str(tmp_path / "none.xlsx"), "--dry-run")
    assert "no file" in told(capsys, *arguments)


def test_a_desk_without_a_screen_and_without_headless_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("desk", "--server", "http://127.0.0.1:1", "--profile", str(tmp_path / "desk"))
    assert "--headless" in told(capsys, *arguments)


def test_the_whole_program_knows_the_same_commands(capsys: pytest.CaptureFixture[str]) -> None:
    for entry in (main, whole):
        with pytest.raises(SystemExit):
            entry(["--help"])
        listed = capsys.readouterr().out
        assert {"server", "desk", "import", "verify", "bench"} <= set(_words(listed))
    assert "demo" in listed


def test_the_program_itself_speaks_so_too(house: House) -> None:
    house.open(0)
    done = subprocess.run(
        gerai("desk", "--headless", "--profile", str(house.profile(0)), "--server", "http://x"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "open already" in done.stderr


def test_a_headless_desk_ends_with_its_input(house: House) -> None:
    done = subprocess.run(
        gerai("desk", "--headless", "--profile", str(house.profile(1)), "--server", "http://x"),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        input='{"do": "state"}\n',
    )
    assert json.loads(done.stdout) == {"ok": True, "result": {"device_id": ""}}


def test_every_sentence_says_what_was_kept_and_what_to_do() -> None:
    kept = ("Nothing was", "left as it is", "It was left", "No order was touched", "is kept")
    for code, words in SENTENCES.items():
        assert any(part in words for part in kept), code
        assert words.endswith("."), code
        assert words.count(". ") >= 1, code


def test_a_sentence_without_its_facts_is_still_a_sentence() -> None:
    assert "{" not in sentence(Refusal("port_in_use"))
    assert "no_words_for_this" in sentence(Refusal("no_words_for_this"))


def test_codes_of_the_command_line_exist() -> None:
    raised = {
        node.value
        for path in sorted((ROOT / "app").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "cli.py"
    }
    own = {"needs_screen", "bench_needs_source_tree", "file_missing", "folder_missing"}
    assert set(SENTENCES) - own <= raised


def _words(text: str) -> list[str]:
    return text.replace("{", " ").replace("}", " ").replace(",", " ").split()
