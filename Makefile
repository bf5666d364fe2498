# Fenming: setup, run, test, check, bench. Every target sets up its own environment in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup run test test-slow check bench texts lock clean

setup: $(STAMP)

$(STAMP): requirements.lock installer/system_packages.sh
	sh installer/system_packages.sh
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m compileall -q models services ui resources main.py
	touch $(STAMP)

run: setup
	$(BIN)/python installer/run.py

test: setup
	$(BIN)/python -m pytest -n 2 -q

test-slow: setup
	$(BIN)/python -m pytest -q -m slow

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 -q

bench: setup
	$(BIN)/python -m tests.bench

texts: setup
	$(BIN)/python installer/texts.py

lock: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --generate-hashes --extra dev --python-version 3.11 pyproject.toml -o requirements.lock

clean:
	rm -rf build dist out .mypy_cache .ruff_cache .pytest_cache
