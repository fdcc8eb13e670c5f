# Study course on Henan's new-type urbanization. `make help` lists what there is.
EDITION ?= zh
CHAPTER ?=
ROOM    ?=
# Where Binder serves this repository, for a link from each chapter of the site; none if empty.
BINDER  ?=
PYTHON  ?= python3
BIN     := .venv/bin
UV      := $(shell command -v uv 2>/dev/null)
# Chapters that tests share stay in one process, see conftest.py.
PARALLEL := -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder
NOTEBOOKS = $(wildcard notebooks/*/$(if $(CHAPTER),0$(CHAPTER),)*.ipynb)
COMPILE := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml
export OPENBLAS_NUM_THREADS = 1
# Where bytecode may not be kept, every start compiles every library anew, which takes longer than the course itself.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help own lab app classroom classroom-collect test check mutants reset doctor figures slides handout site share audit data explorers notebooks readability lock lowest wheel font bench

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1@/' | column -t -s@

ifdef UV
INSTALL = uv pip install --quiet --python $(BIN)/python
else
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
endif

# An environment that was copied or linked from another clone would run the other clone's course.
own:
	@test ! -e .venv || test "$$(cd .venv && pwd -P)" = "$$(pwd -P)/.venv" || \
	  { echo "The folder .venv is a link to another place; remove the link, then run make again."; exit 1; }
	@test ! -e .venv/bin/henan || grep -qF "$$(pwd -P)/.venv/" .venv/bin/henan || \
	  { echo "The folder .venv was made in another place; delete .venv, then run make again."; exit 1; }

# What a learner needs; remade when the lock or the package changes, and only then.
.venv/ready: requirements.lock pyproject.toml | own
	@$(PYTHON) -c '' || { echo "$(PYTHON) does not run; name a Python that does: make lab PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is older than 3.11; name a newer Python: make lab PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(if $(UV),uv venv --quiet --python $(PYTHON),$(PYTHON) -m venv) .venv
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

# What the tests need besides.
.venv/tests-ready: .venv/ready tests/requirements.lock
	$(INSTALL) --require-hashes --requirement tests/requirements.lock
	touch $@

# What a class needs besides: JupyterHub in the same environment, and its proxy from npm.
.venv/classroom-ready: .venv/ready deploy/requirements.lock deploy/package-lock.json
	@command -v npm >/dev/null || { echo "A class needs Node.js with npm; install both (Debian and Ubuntu: apt install npm), then run make again."; exit 1; }
	$(INSTALL) --require-hashes --requirement deploy/requirements.lock
	mkdir -p .venv/proxy
	cp deploy/package.json deploy/package-lock.json .venv/proxy
	npm ci --silent --prefix .venv/proxy --omit=dev --ignore-scripts
	touch $@

lab: .venv/ready ## open the course in JupyterLab (EDITION=zh or en)
	$(BIN)/henan lab --edition $(EDITION)

app: .venv/ready ## the explorers alone, on a page that opens from disk, for a projector
	$(BIN)/henan app --edition $(EDITION)

classroom: .venv/classroom-ready ## a class on this machine: JupyterHub, loopback only (LISTEN=address PORT=8000 CERT=file KEY=file TRUST=1 MEMORY=MB DISK=MB)
	$(BIN)/henan classroom --edition $(EDITION) $(if $(LISTEN),--listen $(LISTEN)) $(if $(PORT),--port $(PORT)) \
	  $(if $(CERT),--certificate $(CERT)) $(if $(KEY),--key $(KEY)) $(if $(TRUST),--trust) \
	  $(if $(MEMORY),--memory $(MEMORY)) $(if $(DISK),--disk $(DISK))

classroom-collect: .venv/ready ## what the class has done, as one CSV, into build/class.csv
	$(BIN)/henan classroom-collect --edition $(EDITION)

test check: export PYTHONPATH = $(CURDIR)/tests/faster
test: .venv/tests-ready ## every test
	$(BIN)/python -m pytest $(PARALLEL)

check: .venv/tests-ready ## quick tests while working: no browser, no chapters, no hundreds of inputs; NOTEBOOK=path adds one chapter
	$(BIN)/python -m pytest tests henan_lib --ignore tests/browser -m 'not slow and not chapters and not thorough' -q $(PARALLEL)
	$(if $(NOTEBOOK),$(BIN)/python -m pytest $(NOTEBOOK) tests -m 'not slow' -k $(basename $(notdir $(NOTEBOOK))) -q)

mutants: .venv/tests-ready ## does a unit test notice each changed line? hours; ROOM=analysis (datasets, report, exercises) only one
	$(BIN)/python -m mutmut run $(if $(ROOM),'henan_lib.$(ROOM).*')
	@$(BIN)/python -m mutmut results

reset: .venv/ready ## restore your copy of a chapter (CHAPTER=1), keep the old one beside it
	$(BIN)/henan reset --edition $(EDITION) $(or $(CHAPTER),0)

doctor: .venv/ready ## is this machine in order?
	$(BIN)/henan doctor --edition $(EDITION)

figures: .venv/ready ## every figure as svg, png and pdf with its data, into build/figures
	$(BIN)/henan figures --edition $(EDITION) --out build/figures

slides: .venv/ready ## a deck of each chapter to teach with, into build/slides (CHAPTER=1 only that one)
	$(BIN)/henan slides --edition $(EDITION) $(addprefix --chapter ,$(CHAPTER)) --out build/slides

handout: .venv/ready ## each chapter to print, and as PDF through Chrome or Edge, into build/handout
	$(BIN)/henan handout --edition $(EDITION) $(addprefix --chapter ,$(CHAPTER)) --out build/handout

site: .venv/ready ## the course as web pages in both languages, into build/site; they open from disk or any static host
	rm -rf build/site
	$(BIN)/henan site --edition $(EDITION) --binder '$(BINDER)' --out build/site

share: .venv/ready ## one chapter in one file to send (CHAPTER=3 EDITION=zh), into build/share
	$(BIN)/henan share $(or $(CHAPTER),0) --edition $(EDITION) --out build/share

audit: .venv/ready ## every check of the report's numbers (REPORT=file checks the ledger against your copy)
	$(BIN)/henan audit --edition $(EDITION) $(REPORT)

data: .venv/tests-ready ## describe and validate the tables by every rule, list what a change touches (TABLE=name asks again)
	$(BIN)/python -m henan_lib.publish.maintenance $(TABLE)
	$(if $(TABLE),,$(BIN)/python -m pytest -q --tb=short --no-header tests/test_data.py)

readability: .venv/tests-ready ## how readable the code of the cells is, beside the aims
	@$(BIN)/python -m tests.notebooks.readability

explorers: .venv/tests-ready ## compile the explorers anew; the script of the browser first, if npm is there
	cd henan_lib/explorers/browser && { ! command -v npm >/dev/null || { npm ci --silent --ignore-scripts && npm run --silent build; }; }
	$(BIN)/python -m henan_lib.explorers.charts.build

notebooks: .venv/tests-ready ## execute all notebooks in place (CHAPTER=3 only that one)
	rm -f notebooks/*/my-place*.csv notebooks/*/my-report*.csv
	HENAN_COURSE=$(CURDIR)/build/nobody $(BIN)/python -m nbconvert --to notebook --execute --inplace --log-level ERROR \
	  --ExecutePreprocessor.record_timing=False --ExecutePreprocessor.store_widget_state=False \
	  --Exporter.preprocessors='["henan_lib.publish.stored.Stored"]' $(NOTEBOOKS)

lock: ## write the locks anew (needs uv and npm)
	$(COMPILE) --extra build --output-file requirements.lock
	$(COMPILE) --all-extras --constraint requirements.lock --output-file tests/requirements.lock
	$(COMPILE) --extra build --extra classroom --constraint tests/requirements.lock --output-file deploy/requirements.lock
	cd deploy && npm update --silent --package-lock-only --omit-lockfile-registry-resolved

lowest: ## the tests on the oldest releases that pyproject.toml allows, Python 3.11 (needs uv and a network)
	uv venv --quiet --python 3.11 build/lowest
	uv pip install --quiet --python build/lowest/bin/python --resolution lowest-direct --editable '.[build,classroom,explorers,test]'
	build/lowest/bin/python -m pytest tests henan_lib notebooks --ignore tests/browser -m 'not slow' -q

wheel: .venv/ready ## the library with its data as one file, to attach to a release, into dist
	$(BIN)/python -m hatchling build --target wheel

font: ## build the Chinese font from every character of the repository (needs uv)
	uv run --quiet --no-project --isolated --with fonttools --with noto-cjk-sans-otc==0.0.1 python henan_lib/fonts/build.py

bench: .venv/tests-ready ## ratios: import, load, explorer step, time and memory of chapters, nbval; a step of a drawn curve
	$(BIN)/python tests/benchmarks/bench.py
	$(BIN)/python -m tests.benchmarks.explorers
	$(BIN)/python -m tests.benchmarks.predictions
	$(BIN)/python -m tests.benchmarks.classroom
