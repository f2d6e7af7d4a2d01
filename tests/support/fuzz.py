"""20,000 broken and hostile files through the reader, one in five of the readable ones measured: `make fuzz`.

Each case is read in a worker process, so that a crash of a decoder or a hang costs that case. What became of the cases
is written to a file as it goes, and summed up at the end, or, of a run that was stopped, with `--summary`. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from fuzz_cases import GOOD, case, outcome

from wrinkle_scan.system.workers import JobFailure, Workers

SECONDS = 30.0
"""How much of a processor's time a case may take."""
HANGS = 300.0
"""Seconds by the clock after which a case is given up: long, so that a busy computer does not pass for a hang."""
PEAK_MB = 1500.0
"""How much memory a case may take at its highest, beyond what the process has anyway."""
LEAK_MB = 50.0
"""How much a process may grow by in 5,000 cases."""
WARM_UP = 500
"""Cases after which a process has loaded what it needs."""


@dataclass(frozen=True)
class Record:
    """What became of a case, and what it cost; memory and open files are of the process, before the case."""

    number: int
    kind: str
    change: str
    what: str
    detail: str
    seconds: float
    process: int
    resident_mb: float
    peak_mb: float
    open_files: int


def work(number: int) -> Record:
    """One case, in a worker process."""
    file = case(number)
    before = _memory_mb("VmRSS")
    open_files = len(os.listdir("/proc/self/fd"))
    Path("/proc/self/clear_refs").write_text("5")  # the highest so far is forgotten: proc(5)
    start = time.process_time()
    became = outcome(file)
    seconds = time.process_time() - start
    peak = _memory_mb("VmHWM") - before
    what = became.what
    if became.good and (seconds > SECONDS or peak > PEAK_MB):
        what = "too slow" if seconds > SECONDS else "too much memory"
    return Record(
        number, file.kind, file.change, what, became.detail, round(seconds, 3), os.getpid(), before, peak, open_files
    )


def _memory_mb(name: str) -> float:
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(name + ":"))) / 1024


def run(numbers: range, processes: int) -> Iterator[Record]:
    """The records of these cases, in the order they are done."""
    with Workers(work, processes, lambda number: HANGS) as workers:
        for number, result in workers.map_unordered(iter(numbers)):
            if isinstance(result, JobFailure):
                file = case(number)
                yield Record(number, file.kind, file.change, result.how, "", HANGS, 0, 0.0, 0.0, 0)
            else:
                yield result


def faults(records: list[Record]) -> list[Record]:
    """What should not have happened."""
    return [r for r in records if r.what not in GOOD]


def growth(records: list[Record]) -> list[tuple[int, int, float, int]]:
    """Of each process: its id, its cases, its growth in MB for 5,000 cases once it is warm, and in open files."""
    grown = []
    for process in sorted({r.process for r in records if r.process}):
        mine = [r for r in records if r.process == process][WARM_UP:]
        tenth = len(mine) // 10
        if tenth < 20:
            continue
        first, last = mine[:tenth], mine[-tenth:]
        rise = median(r.resident_mb for r in last) - median(r.resident_mb for r in first)
        files = last[-1].open_files - first[0].open_files
        grown.append((process, len(mine) + WARM_UP, rise * 5000 / (len(mine) - tenth), files))
    return grown


def summary(records: list[Record]) -> str:
    """The run in words."""
    refused = [r.detail for r in records if r.what in ("refused", "not measured")]
    lines = [f"{len(records)} cases"]
    lines += [f"  {count:6} {what}" for what, count in Counter(r.what for r in records).most_common()]
    lines += ["refused or not measured because"]
    lines += [f"  {count:6} {code}" for code, count in Counter(refused).most_common()]
    lines += ["slowest"]
    lines += [f"  {r.seconds:6.1f} s  {_named(r)}" for r in sorted(records, key=lambda r: -r.seconds)[:5]]
    lines += ["most memory"]
    lines += [f"  {r.peak_mb:6.0f} MB {_named(r)}" for r in sorted(records, key=lambda r: -r.peak_mb)[:5]]
    lines += [f"growth for 5,000 cases after the first {WARM_UP} of a process (at most {LEAK_MB:g} MB)"]
    lines += [
        f"  {mb:6.1f} MB, {files} open files, in {n} cases of {process}" for process, n, mb, files in growth(records)
    ]
    lines += [f"{len(faults(records))} faults"]
    lines += [f"  {r.what}: {_named(r)} {r.detail}" for r in faults(records)]
    return "\n".join(lines)


def _named(record: Record) -> str:
    return f"case {record.number} ({record.kind}, {record.change}: {record.what} {record.detail[:40]!r})"


def main() -> int:
    """The command; 1 where anything is at fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000, help="how many (20000)")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", type=int, metavar="N", help="case N alone; its file is kept beside the log")
    parser.add_argument("--log", type=Path, default=Path("fuzz.tmp.jsonl"), help="what became of each (fuzz.tmp.jsonl)")
    parser.add_argument("--summary", action="store_true", help="sum the log of an earlier run up")
    options = parser.parse_args()
    if options.summary:
        records = [Record(**json.loads(line)) for line in options.log.read_text().splitlines()]
    elif options.only is not None:
        options.log.with_name(f"fuzz.tmp.{options.only}").write_bytes(case(options.only).data)
        records = list(run(range(options.only, options.only + 1), 1))
    else:
        records = []
        with options.log.open("w") as log:
            for record in run(range(options.first, options.first + options.cases), options.processes):
                records.append(record)
                print(json.dumps(asdict(record)), file=log, flush=True)
    print(summary(records))
    return 1 if faults(records) or any(mb > LEAK_MB or files > 0 for _, _, mb, files in growth(records)) else 0


if __name__ == "__main__":
    sys.exit(main())
