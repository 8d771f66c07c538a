# What can be done here, one line each. `make demo` and `make test` need Python 3.11 or newer, git and make alone.
VENV ?= .venv
PY := $(VENV)/bin/python
export PYTHONUTF8 := 1
export PYTHONDONTWRITEBYTECODE := 1
.PHONY: demo test check bench lock golden clean help
.DEFAULT_GOAL := help

help:            ## this list
	@grep -hE '^[a-z]+: .*##' Makefile | sed -E 's/:[^#]*## / — /'

demo: $(VENV)/.run ## an invented newsroom on a site of its own, offline
	@$(PY) -m masdar demo

test: $(VENV)/.test ## every test; browsers and corpora too where they are there
	@$(PY) -m pytest -n auto

check: $(VENV)/.tools ## format, lint, types, arrows, quick tests, docs: what a commit must pass
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m pytest -n auto -q -m "not browser and not corpus and not outside and not slow"
	@echo "left out: tests marked browser, corpus, outside and slow; make test runs them"

bench: $(VENV)/.test ## the figures of quality and speed, from the development sets
	@$(PY) -m benchmarks

golden: $(VENV)/.test ## rewrite the golden articles; read the difference before you commit it
	@$(PY) tests/golden/rewrite.py

lock: $(VENV)/.tools ## pin the requirements anew
	@sh tools/lock

clean:           ## remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.run: requirements.lock tools/venv.py
	@tools/python tools/venv.py $(VENV) run && touch $@

$(VENV)/.test: requirements.lock requirements-test.lock tools/venv.py
	@tools/python tools/venv.py $(VENV) test && touch $@ $(VENV)/.run

$(VENV)/.tools: requirements.lock requirements-test.lock requirements-tools.lock tools/venv.py
	@tools/python tools/venv.py $(VENV) tools && touch $@ $(VENV)/.test $(VENV)/.run
