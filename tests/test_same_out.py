"""Same in, same out, to the bit: in another process, with other hash seeds, threads, cores, workers and orders."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from sample_photos import COMMAND, without_forehead
from schemas import read_json

pytestmark = pytest.mark.slow

ONE_CORE = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); "


def output(*command: str | Path, seed: int, threads: int, one_core: bool = False) -> bytes:
    """What a command says, in a process of its own."""
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    python, option, code = COMMAND
    code = ONE_CORE + code if one_core and hasattr(os, "sched_setaffinity") else code
    environment = {**os.environ, **limits, "PYTHONHASHSEED": str(seed)}
    return subprocess.check_output([python, option, code, *command], env=environment)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample, smaller and cut above the brows, twice, the second time turned a little."""
    place = tmp_path_factory.mktemp("photos")
    return [Path(shutil.copy(without_forehead(take), place / f"{take}_frown.jpg")) for take in range(2)]


def test_analyze_and_compare(photos: list[Path]) -> None:
    """Whether it is asked for alone or within a comparison, a photo's analysis is the same too."""
    one = output("compare", *photos, "--json", "-", seed=1, threads=1, one_core=True)
    other = output("compare", *photos, "--json", "-", seed=2, threads=3)
    assert one == other
    alone = read_json(output("analyze", photos[0], "--json", "-", seed=3, threads=2))
    within = read_json(one)["before"]
    assert alone.pop("provenance") and within.pop("provenance")
    assert alone == within


def test_batch_whatever_its_workers_and_the_manifests_order(tmp_path: Path, photos: list[Path]) -> None:
    """The table is in the manifest's order, and is else the same to the byte."""
    tables = []
    for number, order in enumerate((photos, photos[::-1])):
        manifest, table = tmp_path / f"{number}.csv", tmp_path / f"table{number}.csv"
        manifest.write_text("\n".join(["path", *map(str, order)]), encoding="utf-8")
        output("batch", manifest, "--out", table, "--workers", str(number + 1), seed=number, threads=1 + number)
        tables.append(table.read_bytes().splitlines(keepends=True))
    header, *rows = tables[0]
    assert len(rows) == 4 * len(photos)
    assert tables[1] == [header, *rows[4:], *rows[:4]]
