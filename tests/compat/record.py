"""Add the bodies of new commands: `python -m tests.compat.record`. What stands there stays.

Until the first release no desk outside has any: `--anew` makes all of them again.
"""

import sys

import msgspec

from app.features import REGISTER
from app.sync import wire
from tests.compat.corpus import FILE, REQUESTS, corpus
from tests.compat.making import bodies_of, made_of


def main() -> None:
    kept = {} if "--anew" in sys.argv else corpus()
    told = {f"{spec.kind} {spec.v}": bodies_of(spec) for spec in REGISTER}
    told |= {f"{kind.__name__} {wire.PROTOCOL}": made_of(kind) for kind in REQUESTS}
    kept = {**told, **kept}
    text = msgspec.json.format(msgspec.json.encode(dict(sorted(kept.items()))), indent=1)
    FILE.write_bytes(text + b"\n")


if __name__ == "__main__":
    main()
