PYTHON ?= python3
UV ?= uv
BIN = .venv/bin
LOCK = $(UV) pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-annotate --no-header
HEADER = \# Exact versions with hashes, Python 3.10 to 3.13. Made from pyproject.toml by "make lock"; do not edit.

.PHONY: venv demo test bench lint lock

venv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -r requirements-test.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .

.venv:
	$(MAKE) venv

demo test bench lint: | .venv

demo:
	$(BIN)/wrinkle-scan compare samples/before.frown.heic samples/after.frown.simulated_60_percent_softer.jpg --report report.html --overwrite

test:
	$(BIN)/pytest -n auto --dist loadfile

bench:
	$(BIN)/pytest benchmarks -q --benchmark-json=bench.tmp.json
	$(BIN)/python benchmarks/write_performance.py bench.tmp.json
	rm bench.tmp.json

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The build backend is locked too, so that "pip install --no-build-isolation --no-deps ." needs nothing more.
lock:
	sed -n 's/^requires = \["\(.*\)"\]$$/\1/p' pyproject.toml > build-requires.tmp.in
	{ echo '$(HEADER)'; $(LOCK) pyproject.toml build-requires.tmp.in; } > requirements.tmp.txt
	mv requirements.tmp.txt requirements.txt
	{ echo '$(HEADER)'; $(LOCK) pyproject.toml build-requires.tmp.in --extra test --extra ray --constraints requirements.txt; } > requirements.tmp.txt
	mv requirements.tmp.txt requirements-test.txt
	rm build-requires.tmp.in
