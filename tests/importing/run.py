"""The import as a process of its own, so that a test can kill it: `python -m … URL FILE`."""

import sys
from pathlib import Path

from app.importing.online_retail import import_online_retail
from tests.importing.house import house

if __name__ == "__main__":
    server = house(sys.argv[1])
    print(import_online_retail(server, Path(sys.argv[2])).as_json())
    server.close()
