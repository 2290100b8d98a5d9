"""Serve: one process over one database, until it is told to stop."""

import logging
import socket

import uvicorn

from app.kit.failpoints import from_environment
from app.server.service import Service
from app.server.web import application

log = logging.getLogger("gerai.server")


def serve(url: str, *, host: str = "127.0.0.1", port: int = 0, announce: bool = True) -> None:
    """Blocks. With port 0 the system chooses; the first line on standard output tells the address."""
    service = Service(url, failpoint=from_environment())
    listener = socket.create_server((host, port), reuse_port=False)
    if announce:
        print(f"gerai server http://{host}:{listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(
        application(service),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=60,
    )
    uvicorn.Server(config).run(sockets=[listener])
    service.close()
