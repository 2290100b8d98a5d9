"""How the server says no, and that it is in trouble: problems in plain words, for every route."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import msgspec
from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.requests import Request
from starlette.responses import Response

from app.kit.errors import Refusal
from app.sync import wire

log = logging.getLogger("gerai.web")
STATUS = {"device_unknown": 401, "device_revoked": 401, "busy": 429}
# The database said no to the connection, the wait or the act; or all our connections are taken.
AWAY = (DBAPIError, PoolTimeout)
# The head of the answer is gone by then: a stream that ends too early says no as well.
TOO_LATE = (*AWAY, Refusal)
Answer: TypeAlias = Callable[[Request], Awaitable[Response]]


def told(answer: Answer) -> Answer:
    """The same answer, in which every no and every trouble is said in the same words."""

    async def telling(request: Request) -> Response:
        try:
            return await answer(request)
        except Refusal as refusal:
            return problem(refusal)
        except (OverflowError, DataError):
            return problem(Refusal("bad_body", why="a figure no database can hold"))
        except AWAY as error:
            return _trouble(error)

    return telling


def problem(refusal: Refusal) -> Response:
    status, headers = STATUS.get(refusal.code, 409), {}
    if refusal.code == "busy":
        headers["Retry-After"] = str(refusal.facts["seconds"])
    told = wire.Problem(
        type=f"urn:gerai:{refusal.code}",
        title=str(refusal),
        status=status,
        code=refusal.code,
        facts=refusal.facts,
    )
    return Response(
        msgspec.json.encode(told),
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )


def _trouble(error: SQLAlchemyError) -> Response:
    log_away(error)
    told = wire.Problem(
        type="urn:gerai:trouble", title="The database is away.", status=503, code="trouble"
    )
    return Response(
        msgspec.json.encode(told),
        status_code=503,
        headers={"Retry-After": "2"},
        media_type="application/problem+json",
    )


def log_away(error: Exception) -> None:
    log.error("the database did not answer: %s", getattr(error, "orig", error))
