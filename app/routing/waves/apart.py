"""The same in a process of its own: native code that is late cannot be asked to stop, but ended."""

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic

from app.kit import heap
from app.routing.engine.batch import solve_all
from app.routing.engine.problem import Problem, Solution
from app.routing.waves.reoptimise import Solver, improve
from app.routing.waves.shared import Shared

TELLS = 0.5  # seconds for the last answer to come over, on a busy machine


def reoptimise_apart(
    problems: Sequence[Problem],
    free: Shared,
    seconds: float,
    *,
    start: Sequence[Solution],
    solver: Solver = solve_all,
) -> list[Solution]:
    """The best answer that came in time; `start` when none did, or when the process died.

    `solver` is a function of a module, so that the other process finds it too.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    work = (theirs, list(problems), free, seconds, list(start), solver)
    process = context.Process(target=_work, args=work, daemon=True)
    process.start()  # returns once the other one has taken its work: its time begins now
    theirs.close()
    ends = monotonic() + seconds + TELLS
    best = list(start)
    try:
        while (left := ends - monotonic()) > 0 and ours.poll(left):
            best = ours.recv()
    except EOFError:
        pass  # it has told all it found, or it is dead: what came before stands
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
    return best


def _work(
    theirs: Connection,
    problems: list[Problem],
    free: Shared,
    seconds: float,
    start: list[Solution],
    solver: Solver,
) -> None:
    heap.hold_off()  # this process ends before there is much to collect
    for better in improve(problems, free, seconds, start=start, solver=solver):
        theirs.send(better)
    theirs.close()
