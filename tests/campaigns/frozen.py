"""Build the onedir program and play the smoke with it: `scripts/campaign frozen`."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROGRAM = "gerai.exe" if sys.platform == "win32" else "gerai"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="gerai-frozen-") as folder:
        begun = time.monotonic()
        places = ["--distpath", f"{folder}/dist", "--workpath", f"{folder}/build"]
        built = subprocess.run(
            [sys.executable, "-m", "PyInstaller", "--noconfirm", *places, str(ROOT / "build.spec")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if built.returncode != 0:
            print(built.stderr[-2000:])
            return 1
        seconds = time.monotonic() - begun
        program = Path(folder) / "dist" / "gerai" / PROGRAM
        size = sum(file.stat().st_size for file in program.parent.rglob("*") if file.is_file())
        played = subprocess.run([str(program), "demo", "--smoke"], cwd=folder, check=False)
        told = {
            "summary": "frozen",
            "ok": played.returncode == 0,
            "build_seconds": round(seconds, 1),
            "megabytes": round(size / 1e6),
        }
        print(json.dumps(told))
        return played.returncode


if __name__ == "__main__":
    sys.exit(main())
