# make demo | test | lint | bench: all that there is to remember. Needs Python 3.11 to 3.13 and nothing else.
SHELL := /bin/sh
# The first of these that is recent enough, unless the caller names one: make test PYTHON=python3.12
SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	if $$name -c '$(SUITABLE)' 2>/dev/null; then echo $$name; break; fi; done)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo test lint bench

help:
	@echo "make demo   read the articles in seeds/ and show their chronicle"
	@echo "make test   run all tests"
	@echo "make lint   check style, types and the direction of imports"
	@echo "make bench  measure speed"

demo: $(READY)
	@[ -t 1 ] || export COLUMNS=$${COLUMNS:-120}; \
	$(BIN)/dashiji extract "seeds/*.docs.jsonl" --table -o seeds/seed.records.jsonl

test: $(READY)
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python benchmarks/performance.py

# Debian and Ubuntu ship Python without venv's pip; a pip of the system's can stand in for it.
$(READY): pyproject.toml constraints.txt
	@[ -n "$(PYTHON)" ] || { echo "dashiji needs Python 3.11 to 3.13; name one: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		$(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; \
	} || { rm -rf .venv; echo "$(PYTHON) can make no environments; install its venv module (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
