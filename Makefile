# Needs Python 3.11 or newer and make; everything else is installed into .venv.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell scripts/find_python.sh)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=

.PHONY: help run evaluate test bench format clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed ## open the board on the bundled history; options in ARGS="..."
	@$(BIN)/ucronia board $(ARGS)

evaluate: $(VENV)/installed ## replay and evaluate the bundled history, and write a report
	@$(BIN)/ucronia evaluate $(ARGS)

test: $(VENV)/ready ## the gate: style, types, rooms, docstrings, every test
	@BIN=$(BIN) scripts/gate.sh

bench: $(VENV)/installed ## print the speed and memory of the whole as JSON
	@$(BIN)/python -m benchmarks.bench $(ARGS)

format: $(VENV)/ready ## set the sources in the house's style
	@$(BIN)/ruff check --quiet --select I --fix . ; $(BIN)/ruff format --quiet .

clean: ## remove the environment, builds and caches of this folder
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)"
	@echo "making $(VENV) with $(PYTHON)" >&2
	@"$(PYTHON)" -m venv $(VENV)

# the page is built into the package: what it is made of
PAGE := hatch_build.py $(shell find web -name node_modules -prune -o -type f -print)

$(VENV)/installed: pyproject.toml $(PAGE) | $(BIN)/python
	@echo "installing ucronia; this is done once" >&2
	@$(PIP) install --editable .
	@touch $@

$(VENV)/ready: pyproject.toml $(PAGE) | $(BIN)/python
	@echo "installing ucronia and the tools of the gate; this is done once" >&2
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/installed
