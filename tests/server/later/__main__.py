"""Serve as a later version would: it says the address in the words of `gerai server`."""

import json
import logging
import socket
import sys

import uvicorn

from app.kit import threads
from app.server.service import Service
from app.server.web import application
from tests.server.later import Half, history, register


def main(half: str, database: str, port: str) -> None:
    logging.basicConfig(level=logging.INFO)
    threads.hand_over_often()
    service = Service(database, register=register(), history=history(Half(half)))
    try:
        with socket.create_server(("127.0.0.1", int(port))) as listener:
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            print(json.dumps({"serving": port}), flush=True)
            config = uvicorn.Config(application(service), log_level="warning", access_log=False)
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        service.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
