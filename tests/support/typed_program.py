"""A program that imports the package, for mypy alone: `make lint` fails where it infers any other type.

`compare` and `follow` have other names where they are defined, which strict checkers take for not exported.
"""

import wrinkle_scan as ws

comparison: ws.Comparison = ws.compare("a.jpg", "b.jpg")
course: ws.Progress = ws.follow("folder", expression="frown")
ws.analyze(3)  # type: ignore[arg-type]  # and is not needless: what is no photo is refused
