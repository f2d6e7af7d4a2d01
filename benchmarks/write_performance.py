"""Prints what `pytest benchmarks --benchmark-json FILE` measured as Markdown: `python write_performance.py FILE`.

Times are the least of the rounds, as ratios to the floor of the same photo in the same run.
"""

import json
import sys
from pathlib import Path

FLOOR = "floor: decode, landmarks, skin"
SIZES = (2, 12, 48)


def main(file: Path) -> None:
    """Prints the table."""
    rows: dict[str, dict[int, float]] = {}
    memory: dict[str, dict[int, int]] = {}
    for one in json.loads(file.read_text(encoding="utf-8"))["benchmarks"]:
        about = one["extra_info"]
        if "megabytes" in about:
            memory.setdefault(about["stage"], {})[about["megapixels"]] = about["megabytes"]
        else:
            rows.setdefault(about["stage"], {})[about["megapixels"]] = one["stats"]["min"]
    floor = rows.pop(FLOOR)
    print("Made by `make bench`. Milliseconds, and times the floor of the same photo in the same run.\n")
    print(f"| | {' | '.join(f'{size} MP' for size in SIZES)} |\n|---|{'---|' * len(SIZES)}")
    print(f"| **{FLOOR}** | {' | '.join(f'{1000 * floor[size]:.0f} ms' for size in SIZES)} |")
    for stage, seconds in rows.items():
        cells = [
            f"{1000 * seconds[size]:.0f} ms, {seconds[size] / floor[size]:.2f}" if size in seconds else ""
            for size in SIZES
        ]
        print(f"| {stage} | {' | '.join(cells)} |")
    for what, megabytes in memory.items():
        cells = [f"{megabytes[size]} MB" if size in megabytes else "" for size in SIZES]
        print(f"| {what} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
