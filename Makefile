# The commands to remember. Each does its own set-up.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
# Where the Prefect server listens (this machine only), and the folder of all data.
PORT ?= 4200
DATA_DIR ?= data
PREFECT_ENV := PREFECT_HOME="$(abspath $(DATA_DIR))/prefect" PREFECT_API_URL=http://127.0.0.1:$(PORT)/api \
  DO_NOT_TRACK=1 DATA_DIR="$(abspath $(DATA_DIR))"
PREFECT := $(PREFECT_ENV) $(BIN)/prefect
.DEFAULT_GOAL := help

.PHONY: fuzz help setup demo test test-cluster lint server deploy worker answering lock clean validators \
  bench-extraction bench-crawl bench-archive bench-web rehearse rehearse-history rehearse-strange mutants test-sql \
  cluster cluster-demo

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready ## make .venv with everything in it

# uv comes from the PATH, or is put into .venv when it is not there.
.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "fazhi needs Python 3.11 or newer; say which one with: make setup PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@command -v uv >/dev/null 2>&1 || test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@uv="$$(command -v uv || echo $(BIN)/uv)"; \
	  "$$uv" pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock && \
	  "$$uv" pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## two nights over five governments on the replica, into data/demo
	@$(BIN)/fazhi demo

# What DuckDB has to do with; the other tests of storage/ would say the same twice.
SPEAK_SQL := $(foreach at,duckdb_versions ledger migrate query search views,tests/storage/test_$(at).py)

# Of the tests alone. Bytecode is kept, also where the environment asks for none: a run starts some hundred
# interpreters. DuckDB takes one thread in each of them (this is the name under which it looks for a number): the
# workers share the cores. .ci/run's other tests leave DuckDB its threads.
QUICK := PYTHONDONTWRITEBYTECODE= SLURM_CPUS_ON_NODE=1

test: setup lint ## style, types, import rules and the tests
	@# Three workers for two cores: crawls and servers are waited for.
	@$(QUICK) $(BIN)/python -m pytest -n 3 --dist loadgroup --no-loadscope-reorder

test-sql: setup .cache/duckdb2/.ready ## what speaks SQL, on the second DuckDB we support
	@PYTHONPATH=.cache/duckdb2 $(BIN)/python -m pytest -n 2 --dist loadgroup -m "" $(SPEAK_SQL)

test-cluster: .cache/cluster/.ready ## the tests of flows/cluster with all they need; `make test` leaves out what needs packages it has not
	@.cache/cluster/bin/python -m pytest -n 2 --dist loadgroup tests/cluster

# The second DuckDB we support, beside the locked one: what speaks SQL is tried on both.
.cache/duckdb2/.ready: requirements-duckdb2.lock .venv/.ready
	@uv="$$(command -v uv || echo $(BIN)/uv)"; \
	  "$$uv" pip install --no-config --quiet --python $(BIN)/python --target .cache/duckdb2 --require-hashes -r requirements-duckdb2.lock
	@touch $@

validators: .cache/validators/.ready ## the packages that hold a release's descriptors to their formats, for the tests

.cache/validators/.ready: requirements-validators.lock .venv/.ready
	@uv="$$(command -v uv || echo $(BIN)/uv)"; \
	  "$$uv" venv --no-config --quiet --allow-existing --python $(BIN)/python .cache/validators && \
	  "$$uv" pip install --no-config --quiet --python .cache/validators/bin/python --require-hashes -r requirements-validators.lock
	@touch $@

bench-extraction: .cache/bench/.ready ## our extractor against the usual ones; BENCH=--record keeps the result
	@.cache/bench/bin/python -m benchmarks.extraction_quality $(BENCH)

bench-archive: .cache/bench/.ready ## the archive with 250,000 generated reports (ROWS=…): load, queries, search, size
	@.cache/bench/bin/python -m benchmarks.archive $(ROWS) $(BENCH)

.cache/bench/.ready: requirements-bench.lock .venv/.ready
	@uv="$$(command -v uv || echo $(BIN)/uv)"; \
	  "$$uv" venv --no-config --quiet --allow-existing --python $(BIN)/python .cache/bench && \
	  "$$uv" pip install --no-config --quiet --python .cache/bench/bin/python --require-hashes -r requirements-bench.lock && \
	  "$$uv" pip install --no-config --quiet --python .cache/bench/bin/python --no-deps --no-build-isolation --editable .
	@touch $@

# What other archives make of our evidence packages and index lines, and what finds faults of accessibility: for tests.
.cache/replay/.ready: requirements-replay.lock .venv/.ready
	@uv="$$(command -v uv || echo $(BIN)/uv)"; \
	  "$$uv" venv --no-config --quiet --allow-existing --python $(BIN)/python .cache/replay && \
	  "$$uv" pip install --no-config --quiet --python .cache/replay/bin/python --require-hashes -r requirements-replay.lock
	@touch $@

.cache/axe/.ready:
	@mkdir -p .cache/axe && cd .cache/axe && npm pack --silent axe-core@4.11.0 >/dev/null && touch .ready

bench-web: setup ## report pages a second over loopback, of an archive kept by bench-archive: WEB=.cache/bench-archive/22000/data
	@$(BIN)/python -m benchmarks.web_load $(WEB) $(BENCH)

bench-crawl: setup ## our crawl beside a bare Scrapy spider on the same addresses
	@$(BIN)/python -m benchmarks.crawl_speed

# What a cluster needs beside it, in an environment of its own: one machine needs none of it.
.cache/cluster/.ready: requirements-cluster.lock .venv/.ready
	@uv="$$(command -v uv || echo $(BIN)/uv)"; \
	  "$$uv" venv --no-config --quiet --allow-existing --python $(BIN)/python .cache/cluster && \
	  "$$uv" pip install --no-config --quiet --python .cache/cluster/bin/python --require-hashes -r requirements-cluster.lock && \
	  "$$uv" pip install --no-config --quiet --python .cache/cluster/bin/python --no-deps --no-build-isolation --editable .
	@touch $@

cluster: .cache/cluster/.ready ## a whole cluster on this machine, to try: PostgreSQL, S3, Prefect, three workers, a committer, Dask
	@exec .cache/cluster/bin/python -m rehearsal.cluster.whole --port $(PORT)

cluster-demo: .cache/cluster/.ready ## two nights of the replica over a cluster, held against a single machine's archive
	@.cache/cluster/bin/python -m rehearsal.cluster.demo

mutants: setup ## deliberate faults, one at a time: do the tests notice? MUTANTS="--number 300 --seed 2"
	@$(BIN)/python -m benchmarks.mutation $(MUTANTS)

rehearse: setup ## nights over a small site zoo, held against its truth; REHEARSE="--hosts 3209" for the country
	@$(BIN)/python -m rehearsal $(REHEARSE)

rehearse-history: setup ## 60 nights of edits, removals, moves and blocks, held against their truth; STORY="--hosts 20 --nights 24" for less
	@$(BIN)/python -m rehearsal.story $(STORY)

rehearse-strange: setup ## two nights over 480 sites composed of strange parts, by part; STRANGE="--held-out --seed 2" for others
	@$(BIN)/python -m rehearsal.strange $(STRANGE)

fuzz: setup ## 20,000 damaged inputs, seeded; FUZZ="--inputs 500 --seed 7" for others
	@$(BIN)/python -m benchmarks.fuzz $(FUZZ)

lint: setup ## style, types and import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy && $(BIN)/mypy -p benchmarks -p rehearsal
	@$(BIN)/lint-imports

server: setup ## Prefect's server and its pages at http://127.0.0.1:4200 (PORT=… for another port)
	@mkdir -p "$(DATA_DIR)" && exec env $(PREFECT) server start --port $(PORT)

deploy: setup answering ## tell the server what to run: nightly at 01:00 in China, crawl and reextract on demand
	@$(PREFECT) work-pool create local --type process --overwrite
	@FAZHI_ARCHIVE="$$($(PREFECT_ENV) $(BIN)/fazhi archive-id)" && export FAZHI_ARCHIVE && \
	  $(PREFECT) --no-prompt deploy --all
	@$(PREFECT_ENV) $(BIN)/python -m flows.operation.automations

worker: setup answering ## do what the server's schedule and people ask for
	@exec env $(PREFECT_ENV) $(BIN)/python -m flows.operation.worker local

answering: setup
	@$(BIN)/python -c 'from urllib.request import urlopen; urlopen("http://127.0.0.1:$(PORT)/api/health")' 2>/dev/null \
	  || { echo "no Prefect server answers on port $(PORT) yet: start one with make server" >&2; exit 1; }

lock: setup ## resolve pyproject.toml again into the two locks
	@uv="$$(command -v uv || echo $(BIN)/uv)"; "$$uv" lock --upgrade --quiet && \
	  "$$uv" export --quiet --no-emit-project --no-header -o requirements.lock && \
	  "$$uv" export --quiet --only-group bench --no-emit-project --no-header -o requirements-bench.lock

clean: ## remove what can be made again (not data/)
	rm -rf .venv .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
