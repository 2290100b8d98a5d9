"""A bare window that does nothing: `python -m tests.faults.idle`. What it waits for is the machine.

For each line on standard input it tells, as JSON, when its heart beat late since the last one.
"""

import json
import os
import sys
import threading

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.work import Heart

TOLD_MS = 1.0  # what is later than that


class Asked(QObject):
    heard = Signal(str)

    def listen(self) -> None:
        while line := sys.stdin.readline().strip():
            self.heard.emit(line)
        self.heard.emit("")


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.show()
    heart, asked = Heart(), Asked()

    def tell(line: str) -> None:
        if not line:
            app.quit()
            return
        late = [(at, ms) for at, ms in zip(heart.at, heart.late, strict=True) if ms > TOLD_MS]
        heart.start()
        print(json.dumps(late), flush=True)

    asked.heard.connect(tell)
    heart.start()
    print(json.dumps({"ready": os.getpid()}), flush=True)
    threading.Thread(target=asked.listen, daemon=True).start()
    app.exec()


if __name__ == "__main__":
    main()
