# Every target does its own set-up; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready-$(shell cat requirements*.txt | cksum | cut -d' ' -f1)

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV) || { command -v apt-get >/dev/null && apt-get install -y python3-venv && $(PYTHON) -m venv $(VENV); }
	@echo "Installing what the bot and its tests need (a minute the first time) …"
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@rm -f $(VENV)/.ready-* && touch $@

.PHONY: help setup rehearsal run manifest test check lint golden bench
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

setup: $(READY) ## the virtual environment in .venv, with all that is needed

rehearsal: $(READY) ## plays a patient meeting against a stand-in for Teams, and prints it; no account, nothing leaves the machine
	@$(BIN)/python app.py rehearse

run: $(READY) ## the bot itself, with the settings of the environment or .env
	@$(BIN)/python app.py

manifest: $(READY) ## the app package for Teams, manifest/build/motevakt.zip, from MicrosoftAppId and PUBLIC_URL
	@$(BIN)/python manifest/build.py

test: $(READY) ## every test
	@$(BIN)/pytest -n 2 --dist loadfile

lint: $(READY) ## format, style, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## what CI runs: lint and test

bench: $(READY) ## CPU of a roster change in a large meeting, and per meeting start against the least an aiohttp program could do (some minutes)
	@$(BIN)/python -m bench.roster_changes
	@$(BIN)/python -m bench.meeting_start

golden: $(READY) ## draws the golden cards and the schema of the procedure anew; read the difference before you commit it
	@$(BIN)/python -m tests.cards.golden
	@$(BIN)/python -m tests.knowledge.schema
