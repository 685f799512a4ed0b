# make run    install what is missing, index corpus/ on the first run, open the chat
# make test   everything that must hold: lint, types, tests, evaluation gate
# Needs Python 3.11 or newer and make, nothing else; PYTHON=… names another interpreter.

PYTHON ?= python3
BIN := .venv/bin
PINS := pyproject.toml constraints.txt
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input --constraint constraints.txt

# After the installation nothing may reach for the network.
export HF_HUB_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install run test clean

help:
	@sed -n '1,3s/^# //p' Makefile

install: .venv/installed

run: .venv/installed
	$(BIN)/python app.py

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
	$(BIN)/python -m evals

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The index stays where it is: `hoi ingest --rebuild` makes it anew.

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than 3.11; name a newer one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

# A stamp is written only after pip has succeeded, so that a broken download is taken up again.
.venv/installed: $(PINS) | .venv/bin/python
	$(INSTALL) --editable .
	@touch $@

.venv/installed-dev: $(PINS) | .venv/bin/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ .venv/installed
