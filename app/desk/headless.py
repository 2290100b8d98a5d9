"""A desk without a screen: a JSON request per line in, a JSON answer per line out."""

import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import IO, Any

import msgspec

from app.desk.desk import Desk
from app.desk.printing import print_document
from app.desk.questions import QUESTIONS
from app.features import REGISTER
from app.kit.actor import Actor
from app.kit.errors import Refusal, Unreachable
from app.storage.commands import decode

log = logging.getLogger("gerai.headless")
STEP = 0.01  # seconds between looks while waiting for the line to be quiet


class Headless:
    """Answers requests until the input ends; docs/headless.md has the words.

    Every answer has `ok`; a refusal has `code` and `facts`.
    """

    def __init__(self, desk: Desk, out: IO[str]) -> None:
        self._desk = desk
        self._out = out
        self._actors: dict[str, Actor] = {}
        self._acts: dict[str, Callable[[dict[str, Any]], Any]] = {
            "enrol": self._enrol,
            "sign_in": self._sign_in,
            "approve": self._approve,
            "run": self._run,
            "query": self._query,
            "fetch": self._fetch,
            "print": self._print,
            "sync": self._sync,
            "status": lambda _request: _plain(self._desk.status()),
            "state": lambda _request: {"device_id": self._desk.device_id},
            "wait_idle": self._wait_idle,
        }

    def serve(self, lines: IO[str]) -> None:
        for line in lines:
            if line.strip():
                self._say(self._answer(line))

    def _answer(self, line: str) -> dict[str, Any]:
        try:
            request = msgspec.json.decode(line, type=dict[str, Any])
        except (msgspec.MsgspecError, RecursionError) as error:
            return {"ok": False, "code": "bad_line", "facts": {"why": str(error)}}
        ref = {"ref": request["ref"]} if "ref" in request else {}
        act = self._acts.get(str(request.get("do")))
        if act is None:
            return {
                **ref,
                "ok": False,
                "code": "unknown_request",
                "facts": {"known": sorted(self._acts)},
            }
        try:
            return {**ref, "ok": True, "result": act(request)}
        except Refusal as refusal:
            return {**ref, "ok": False, "code": refusal.code, "facts": refusal.facts}
        except Unreachable as away:
            return {**ref, "ok": False, "code": "unreachable", "facts": {"why": away.why}}
        except (KeyError, TypeError, ValueError) as error:
            return {**ref, "ok": False, "code": "bad_request", "facts": {"why": repr(error)}}

    def _say(self, answer: dict[str, Any]) -> None:
        self._out.write(msgspec.json.encode(answer).decode() + "\n")
        self._out.flush()

    def _enrol(self, request: dict[str, Any]) -> dict[str, Any]:
        self._desk.enrol(request["code"], request.get("name", ""))
        self._desk.start()
        return {"device_id": self._desk.device_id}

    def _sign_in(self, request: dict[str, Any]) -> dict[str, Any]:
        people = self._desk.people().result()
        person = next((p for p in people if p.staff_number == request["user"]), None)
        if person is None:
            raise Refusal("user_unknown")
        actor = self._desk.sign_in(person.user_id, request["pin"]).result()
        self._actors[request["user"]] = actor
        return {"user_id": actor.user_id, "role": actor.role, "site_id": actor.site_id}

    def _approve(self, request: dict[str, Any]) -> Any:
        """The approval that the command of `as` carries, to be run under its command id."""
        requester = self._actors.get(request["as"])
        person = next(
            (p for p in self._desk.people().result() if p.staff_number == request["user"]), None
        )
        if requester is None:
            raise Refusal("not_signed_in")
        if person is None:
            raise Refusal("user_unknown")
        approval = self._desk.approve(
            person.user_id,
            request["pin"],
            permission=request["permission"],
            amount=request["amount"],
            requester_id=requester.user_id,
        )
        return _plain(approval.result())

    def _run(self, request: dict[str, Any]) -> dict[str, Any]:
        actor = self._actors.get(request["as"])
        if actor is None:
            raise Refusal("not_signed_in")
        spec = REGISTER.find(request["kind"], request.get("v", 1))
        if spec is None:
            raise Refusal("unknown_command", kind=request["kind"])
        command = decode(spec, msgspec.json.encode(request["body"]).decode())
        command_id = request.get("command_id", "")
        outcome = self._desk.run(command, actor, command_id=command_id).result()
        if outcome.refusal is not None:
            raise outcome.refusal
        return {"command_id": outcome.command_id, **outcome.result}

    def _query(self, request: dict[str, Any]) -> Any:
        query = QUESTIONS.get(request["name"])
        if query is None:
            raise Refusal("unknown_query", known=sorted(QUESTIONS))
        found: Future[Any] = self._desk.ask(query, **request.get("args", {}))
        return _plain(found.result())

    def _fetch(self, request: dict[str, Any]) -> Any:
        return self._desk.fetch(request["path"], dict[str, Any], **request.get("args", {})).result()

    def _print(self, request: dict[str, Any]) -> Any:
        job = print_document(
            self._desk,
            request["document"],
            request["id"],
            request.get("language", "id"),
            pickup_code=request.get("pickup_code", ""),
        )
        return _plain(job.result())

    def _sync(self, _request: dict[str, Any]) -> Any:
        self._desk.poke()
        return _plain(self._desk.status())

    def _wait_idle(self, request: dict[str, Any]) -> Any:
        """Until nothing is queued and the desk holds what the server had; Refusal('still_busy')."""
        until = time.monotonic() + float(request.get("seconds", 10))
        while time.monotonic() < until:
            status = self._desk.status()
            if status.state == "online" and status.queued == 0 and self._desk.caught_up:
                return _plain(status)
            time.sleep(STEP)
        status = self._desk.status()
        raise Refusal("still_busy", state=status.state, queued=status.queued)


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value, str_keys=True, enc_hook=str)


def serve(desk: Desk) -> None:
    Headless(desk, sys.stdout).serve(sys.stdin)
