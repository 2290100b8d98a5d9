"""Every property with many fresh examples: `scripts/campaign properties --examples N`.

CI plays the same examples each time (profile `ci` of tests/conftest.py), so that it judges the
change and not the dice; new examples are tried here and by whoever runs pytest alone.
The last line is a summary; the exit code is 1 when a property is broken. Further arguments go to
pytest, e.g. a folder.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

from tests.campaigns._report import ROOT, figures, heading, listed, write

LONGEST_S = 3_600  # a property


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/campaign properties")
    parser.add_argument("--examples", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", type=Path)
    options, more = parser.parse_known_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gerai-properties-") as folder:
        results = Path(folder) / "tests.xml"
        code = _played(options.examples, options.jobs, [*more, f"--junitxml={results}"])
        cases = list(ElementTree.parse(results).iter("testcase")) if results.exists() else []
    wrong = [
        f"{case.get('classname')}::{case.get('name')}"
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]
    told = {
        "examples each": options.examples,
        "properties": len(cases),
        "broken": len(wrong),
        "seconds": round(time.monotonic() - begun),
    }
    if options.report:
        command = f"scripts/campaign properties --examples {options.examples}"
        write(options.report, [*heading("Properties", command), *figures(told), "", *listed(wrong)])
    print(json.dumps({"summary": "properties", **told, "wrong": wrong, "ok": code == 0}))
    return 1 if code else 0


def _played(examples: int, jobs: int, more: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis", "-n", str(jobs)]
    command += [f"--timeout={LONGEST_S}", *more]
    settings = {"HYPOTHESIS_PROFILE": "many", "PROPERTY_EXAMPLES": str(examples)}
    return subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
