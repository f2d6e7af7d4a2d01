PYTHON ?= python3
UV ?= uv
BIN = .venv/bin
LOCK = $(UV) pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-annotate --no-header
HEADER = \# Exact versions with hashes, Python 3.10 to 3.13. Made from pyproject.toml by "make lock"; do not edit.

.PHONY: venv demo test messages pictures fuzz bench lint sbom audit lock

venv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -r requirements-test.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .

.venv:
	$(MAKE) venv

demo test messages pictures fuzz bench lint: | .venv

demo:
	$(BIN)/wrinkle-scan demo

test:
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# Brings the translations, wrinkle_scan/system/locale/*.po, up to date with templates and code.
messages:
	$(BIN)/python tests/support/update_messages.py

# The pictures of docs/APP.md and the README, by the tests that show what is on them.
pictures:
	$(BIN)/pytest tests/app --pictures docs

# FUZZ="--only N" repeats case N, FUZZ="--cases 500" is a short round.
fuzz:
	$(BIN)/python tests/support/fuzz.py $(FUZZ)

bench:
	$(BIN)/pytest benchmarks -q --benchmark-json=bench.tmp.json
	$(BIN)/python benchmarks/write_performance.py bench.tmp.json
	rm bench.tmp.json

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# What the program is made of, as CycloneDX: sbom.json.
sbom:
	$(PYTHON) -m venv sbom.tmp.venv
	sbom.tmp.venv/bin/pip install -q cyclonedx-bom==7.5.0
	sbom.tmp.venv/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible -o sbom.json
	rm -r sbom.tmp.venv

# Whether any of it has a known weakness; asks the Internet, and fails where that does not know a package.
audit:
	$(PYTHON) -m venv audit.tmp.venv
	audit.tmp.venv/bin/pip install -q pip-audit==2.10.1
	audit.tmp.venv/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.txt; status=$$?; rm -r audit.tmp.venv; exit $$status

# The build backend is locked too, so that "pip install --no-build-isolation --no-deps ." needs nothing more.
lock:
	sed -n 's/^requires = \["\(.*\)"\]$$/\1/p' pyproject.toml > build-requires.tmp.in
	{ echo '$(HEADER)'; $(LOCK) pyproject.toml build-requires.tmp.in; } > requirements.tmp.txt
	mv requirements.tmp.txt requirements.txt
	{ echo '$(HEADER)'; $(LOCK) pyproject.toml build-requires.tmp.in --extra test --extra ray --constraints requirements.txt; } > requirements.tmp.txt
	mv requirements.tmp.txt requirements-test.txt
	rm build-requires.tmp.in
