"""What is told of a database that was damaged: what happened, what was kept, and what to do."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate  # lupdate knows the name `translate`


def aside_words(path: str) -> str:
    told = translate(
        "Aside",
        "This computer's database was damaged and was read anew from the server. What was done "
        "here and not sent yet was kept; parked orders were not. The old file is {path}: call the "
        "help desk before you delete it.",
    )
    return told.format(path=path)
