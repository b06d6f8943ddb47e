# Duban: the commands of the house. Needs make and Python 3.11 or newer (another one: make PYTHON=python3.12 …).
PYTHON ?= python3
PORT ?= 8000
DUBAN_DATA ?= ./data
WORKERS ?= 2
TESTS ?=
export PORT DUBAN_DATA

BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup run test bench bundle format words lock clean

help:
	@echo "make setup    the environment in .venv, from requirements.lock"
	@echo "make run      a demonstration on http://127.0.0.1:$(PORT), kept in DUBAN_DATA=$(DUBAN_DATA)"
	@echo "make test     every check: style, types, import order, all tests on both databases and in a browser"
	@echo "make bench    speed, measured and printed"
	@echo "make bundle   dist/duban-….tar.gz, which installs without internet"
	@echo "make format   puts the code into the house's form"
	@echo "make words    brings the English catalogue up to date with the words of the sources"
	@echo "make lock     renews requirements.lock after a change of pyproject.toml"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" .ci/python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup
	DUBAN_DEMO=1 $(BIN)/duban demo

test: setup
	@.ci/ground
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

bench: setup
	$(BIN)/python tests/bench/run.py

bundle: setup
	$(BIN)/python .ci/bundle.py

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

words: setup
	$(BIN)/python -m tests.support.catalogue

lock:
	@PYTHON="$(PYTHON)" .ci/python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--extra pdf --group dev pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
