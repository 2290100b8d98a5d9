"""Talk with a desk that has no screen, in a process of its own."""

import json
import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from app.demo.stage import gerai


class Failed(Exception):
    """A step did not come out as promised."""


class HeadlessDesk:
    """One `gerai desk --headless` process and its conversation."""

    def __init__(self, folder: Path, url: str, *, env: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._log: IO[str] = (folder.parent / f"{folder.name}.log").open("a")
        self._process = subprocess.Popen(
            gerai("desk", "--headless", "--profile", str(folder), "--server", url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, **request: Any) -> dict[str, Any]:
        """The whole answer, refusals too."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise Failed(f"the desk {self.folder.name} ended") from None
        line = self._process.stdout.readline()
        if not line.endswith("\n"):
            raise Failed(f"the desk {self.folder.name} ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def must(self, **request: Any) -> Any:
        answer = self.ask(**request)
        if not answer["ok"]:
            raise Failed(
                f"{request.get('kind') or request['do']}: {answer['code']} {answer['facts']}"
            )
        return answer["result"]

    def run(self, who: str, kind: str, **body: Any) -> Any:
        return self.must(do="run", kind=kind, body=body, **{"as": who})

    def query(self, name: str, **arguments: Any) -> Any:
        return self.must(do="query", name=name, args=arguments)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._log.close()

    def signal_kill(self) -> None:
        """Cut its power from another thread; `kill` tidies up later."""
        self._process.kill()

    def kill(self) -> None:
        """As if its power were cut."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        self._log.close()
