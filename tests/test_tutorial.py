"""docs/tutorial.ipynb: it runs from top to bottom, and what is committed holds nobody's picture."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from processes import PATIENCE_SECONDS
from sample_photos import CHECKOUT

NOTEBOOK = CHECKOUT / "docs" / "tutorial.ipynb"
RUN = f"""
import sys, nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(
    notebook, timeout={PATIENCE_SECONDS}, startup_timeout={PATIENCE_SECONDS}, kernel_name="python3"
).execute()
nbformat.write(notebook, sys.argv[2])
"""


def test_it_is_committed_without_outputs() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"]] == []
    assert len(code) > 5 and NOTEBOOK.stat().st_size < 300_000


@pytest.mark.slow
def test_it_runs_and_distinguishes_treated_faces_from_others(tmp_path: Path) -> None:
    """In a kernel of its own, as a reader runs it: in docs/."""
    done = tmp_path / "done.ipynb"
    command = [sys.executable, "-c", RUN, NOTEBOOK, done]
    subprocess.run(command, check=True, cwd=NOTEBOOK.parent, capture_output=True)
    cells = json.loads(done.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    pages = "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
    assert len(pictures) == 3
    assert "improved" in pages and "full_effect" in pages
    cohort = "".join("".join(output.get("data", {}).get("text/html", "")) for output in cells[-4]["outputs"])
    treated, untreated = cohort.split("<td>P3</td>", 1)
    assert treated.count("improved") >= 2 and "worsened" not in treated, "P1's treated regions at the least"
    assert "improved" not in untreated and "cannot_tell" in untreated, "glasses"
