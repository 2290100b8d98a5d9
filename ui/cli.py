"""The `gerai` command: all that has no screen, and the desk and the demo with one."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.cli import parser, run


def main(arguments: Sequence[str] | None = None) -> int:
    top = parser()
    commands = next(a for a in top._actions if isinstance(a, argparse._SubParsersAction))
    demo = commands.add_parser("demo", help="try it: embedded server, demo shop, a desk")
    demo.add_argument("--smoke", action="store_true", help="play the main job without a window")
    demo.add_argument("--folder", type=Path, help="where the demo lives; kept between runs")
    demo.add_argument("--size", choices=["full", "small"], default="full")
    demo.set_defaults(act=_demo)
    options = top.parse_args(arguments)
    if options.command == "desk" and not options.headless:
        options.act = _desk
    return run(options)


# Qt is imported only by those who show something.


def _demo(options: argparse.Namespace) -> int:
    if options.smoke:
        from app.demo.smoke import smoke

        return smoke()
    from ui.main import run_demo

    return run_demo(options.folder, options.size)


def _desk(options: argparse.Namespace) -> int:
    from ui.start import run_desk

    return run_desk(options.profile, options.server)


if __name__ == "__main__":
    sys.exit(main())
