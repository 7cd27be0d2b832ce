# The commands that a newcomer needs are `make demo` and `make test`; both need only Python 3.11+,
# pip and make, and put everything they install into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
DEMO ?= demo

.PHONY: demo test test-postgres lint types unit score bench docs faults pictures model clean

demo: $(VENV)/.installed
	$(BIN)/claimwire demo $(DEMO)

test: $(VENV)/.dev
	sh tests/system-packages.sh
	$(MAKE) lint types unit

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev
	$(BIN)/python -m pytest

test-postgres: $(VENV)/.dev
	CLAIMWIRE_TEST_DATABASE=postgresql $(BIN)/python -m pytest

score: $(VENV)/.dev
	$(BIN)/python -m tests.eval --data $(DATA)

bench: $(VENV)/.dev
	$(BIN)/pip install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks

docs: $(VENV)/.dev
	$(BIN)/python -m tests.commands_page
	$(BIN)/python -m tests.configuration_page
	$(BIN)/python -m store.describe > docs/schema.md

faults: $(VENV)/.dev
	CLAIMWIRE_FAULTS=200 $(BIN)/python -m pytest tests/e2e/test_faults.py tests/e2e/test_cluster.py

pictures: $(VENV)/.dev
	$(BIN)/python -m tests.pictures

model: $(VENV)/.dev
	$(BIN)/pip install --quiet --editable '.[train]'
	$(BIN)/python -m nlp.training --data $(DATA) --out nlp/model/fast

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev,postgres]'
	touch $(VENV)/.installed $@

clean:
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
