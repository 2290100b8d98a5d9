"""The typed routes of the server: what each takes, answers and needs; OpenAPI is made from them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from app import VERSION
from app.sync import wire


class Proof(StrEnum):
    """What a caller shows. A route says it; there is no default that lets somebody in."""

    NONE = "none"
    SIGNATURE = "signature"  # the body is signed; the route itself checks it
    DEVICE = "device"
    KNOWN_DEVICE = "known_device"  # also a revoked one: it is told so, and brings what it did

    @property
    def of_device(self) -> bool:
        return self in {Proof.DEVICE, Proof.KNOWN_DEVICE}


@dataclass(frozen=True, slots=True)
class Endpoint:
    method: str
    path: str
    summary: str
    proof: Proof
    call: Callable[..., Any]  # (service, device | None, request | query) → reply
    takes: type | None = None
    gives: Any = None  # a tuple: one of these
    query: tuple[str, ...] = ()
    writes: bool = False  # it has its turn among those who write


_PROBLEM = "application/problem+json"


def describe(endpoints: tuple[Endpoint, ...]) -> dict[str, Any]:
    """OpenAPI 3.1 of the endpoints, their schemas from the message types."""
    types = [kind for e in endpoints for kind in (e.takes, *_given(e)) if kind is not None]
    schemas, components = msgspec.json.schema_components(
        [*types, wire.Problem], ref_template="#/components/schemas/{name}"
    )
    schema_of = dict(zip([*map(repr, types), repr(wire.Problem)], schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(
            endpoint, schema_of
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Gerai", "version": VERSION, "description": "The central order server."},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "device": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "Gerai DEVICE.CREDENTIAL, as enrolled",
                }
            },
        },
    }


def _operation(endpoint: Endpoint, schema_of: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "summary": endpoint.summary,
        "operationId": "_".join([endpoint.method.lower(), *re.findall(r"\w+", endpoint.path)]),
        "security": [{"device": []}] if endpoint.proof.of_device else [],
        "responses": {
            "200": {"description": "Done."},
            "4XX": {
                "description": "Refused: `code` says why.",
                "content": {_PROBLEM: {"schema": schema_of[repr(wire.Problem)]}},
            },
            "5XX": {"description": "The server is in trouble; ask again later."},
        },
    }
    if given := [schema_of[repr(kind)] for kind in _given(endpoint)]:
        schema = given[0] if len(given) == 1 else {"anyOf": given}
        told["responses"]["200"]["content"] = {"application/json": {"schema": schema}}
    if endpoint.takes is not None:
        told["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema_of[repr(endpoint.takes)]}},
        }
    if endpoint.query:
        told["parameters"] = [
            {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}
            for name in endpoint.query
        ]
    return told


def _given(endpoint: Endpoint) -> tuple[Any, ...]:
    if endpoint.gives is None:
        return ()
    return endpoint.gives if isinstance(endpoint.gives, tuple) else (endpoint.gives,)
