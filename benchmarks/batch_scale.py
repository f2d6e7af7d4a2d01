"""What a large batch costs: `python benchmarks/batch_scale.py FOLDER [PHOTOS]`.

Makes so many photos (1,000 if not said) out of those in a folder by framing each a little differently, scores them with
one worker, with one for each core and, where Ray is installed, with as many on a Ray cluster of this machine. Prints as
Markdown: photos per second, the largest memory of a measuring process at the hundredth photo and at the last, and
whether the tables are the same, row by row.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from PIL import Image

from wrinkle_scan.cohort.batch.columns import SCORES
from wrinkle_scan.cohort.batch.tables import read_table
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.folders import photos_in

COMMAND = [sys.executable, "-c", "from wrinkle_scan.cli import main; main()"]
EARLY = 100
MEGABYTE = 1024.0


def make_photos(sources: list[Path], count: int, folder: Path) -> None:
    """Writes photos, each a source with up to 3 % cut off at each side, under names that tell their order."""
    random = np.random.default_rng(0)
    for number, source in enumerate(islice(cycle(sources), count)):
        pixels = read_photo(source).pixels
        height, width = pixels.shape[:2]
        top, bottom = (int(cut * height) for cut in random.uniform(0, 0.03, 2))
        left, right = (int(cut * width) for cut in random.uniform(0, 0.03, 2))
        Image.fromarray(pixels[top : height - bottom, left : width - right]).save(
            folder / f"{number:05}.jpg", quality=92
        )


def largest_worker_mb() -> float:
    """Peak resident memory of the largest spawned process so far, MB."""
    peaks = [0.0]
    listed = subprocess.run(["ps", "-eww", "-o", "pid=,args="], capture_output=True, text=True).stdout.splitlines()
    for child in (line.split()[0] for line in listed if "spawn_main" in line):
        status = Path(f"/proc/{child}/status")
        if status.exists():
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            peaks.append(float(lines.get("VmHWM", "0 kB").split()[0]) / MEGABYTE)
    return max(peaks)


def scored(folder: Path, table: Path, workers: int, engine: str) -> tuple[float, list[float]]:
    """Photos per second between the first and the last result, and the workers' peak memory early and late, MB."""
    command = [*COMMAND, "batch", str(folder), "--out", str(table), "--workers", str(workers), "--json-log",
               "--engine", engine]  # fmt: skip
    memory, began, done = [0.0, 0.0], 0.0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr
        for line in run.stderr:
            event = json.loads(line)
            if event["event"] != "done":
                continue
            done, began = event["done"], began or time.monotonic()
            ended = time.monotonic()
            if done == EARLY:
                memory[0] = largest_worker_mb()
            elif done == event["total"] - 10:
                memory[1] = largest_worker_mb()
    return (done - 1) / (ended - began), memory


def main(folder: Path, count: int) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as scratch:
        photos, tables = Path(scratch) / "photos", {}
        photos.mkdir()
        make_photos(photos_in(folder), count, photos)
        print(f"Made by `python benchmarks/batch_scale.py {folder} {count}` on {os.cpu_count()} cores.\n")
        print(f"| engine | workers | photos per second | peak memory of a worker at photo {EARLY} | at the last |")
        print("|---|---|---|---|---|")
        cores, speeds = os.cpu_count() or 1, []
        runs = [("local", 1), ("local", cores), *([("ray", cores)] if find_spec("ray") else [])]
        for engine, workers in runs:
            table = Path(scratch) / f"{engine}{workers}.parquet"
            speed, (early, late) = scored(photos, table, workers, engine)
            speeds.append(speed)
            parts = sorted(table.iterdir()) if table.is_dir() else [table]
            tables[engine, workers] = [row for part in parts for row in read_table(part, SCORES)]
            print(f"| {engine} | {workers} | {speed:.2f} | {early:.0f} MB | {late:.0f} MB |", flush=True)
        first, *others = tables.values()
        same = all(other == first for other in others)
        print(f"\n{cores} workers are {speeds[1] / speeds[0]:.2f} times as fast as one. ", end="")
        print(f"Each table has {len(first)} rows; they are {'the same' if same else 'NOT the same'}.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
