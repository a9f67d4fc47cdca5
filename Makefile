# Every command of the project. A machine needs Rust, Python 3.10 with venv, Node 20 and a C compiler;
# the rest is set up here, inside the checkout. `make` alone lists the targets.

PYTHON ?= python3
export PYTHON
# One target directory for every call, whatever the shell says: scripts look for what was built there.
export CARGO_TARGET_DIR := $(CURDIR)/target
# What tools/bring.sh brings is found like anything else.
export PATH := $(CURDIR)/.tools/bin:$(PATH)

VENV := .venv/bin
# CI refuses a Cargo.lock that does not fit; at a desk, cargo mends it.
LOCKED := $(if $(filter true,$(CI)),--locked)
# One build serves all: the Rust tests, the addon, the C library. Dev profile, because compiling for release takes
# longer than the tests gain by it. Benches have a profile of their own and are built by `make bench`.
BUILD := cargo build --workspace --lib --bins --tests --examples $(LOCKED)
LIBRARY = $(firstword $(wildcard target/debug/lib$(1).so target/debug/lib$(1).dylib target/debug/$(1).dll))
# A suite that is a script of its own: it exits 0 if it passed, and appends `needs X (what)` to $STAGELINE_SKIPS.
SCRIPT = sh tools/suite.sh $(1) sh $(2)
SUITES := rust python node $(if $(wildcard ffi/test.sh),c) $(if $(wildcard ffi/uniffi/test.sh),uniffi)

.PHONY: help demo test test-rust test-python test-node test-c test-uniffi lint lint-rust lint-python lint-node bench docs fmt clean
.PHONY: built wheel addon

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22

demo: wheel ## run the deploy script of examples/ against the sample project
	@$(VENV)/python examples/deploy.py

test: ## run every suite, then list what was skipped and why
	@sh tools/require.sh rust python node cc
	@rm -rf target/suites
	@for suite in $(SUITES); do STAGELINE_TALLY=later $(MAKE) --no-print-directory test-$$suite || true; done
	@$(PYTHON) tools/tally.py $(SUITES)

test-rust: built ## Rust: unit, property, snapshot and documentation tests
	@sh tools/bring.sh sarif-check || true
	@sh tools/bring.sh chromium || true
	@sh tools/suite.sh rust cargo test --workspace --no-fail-fast --quiet $(LOCKED)

test-python: wheel ## Python: the wheel under pytest
	@cd bindings-python && STAGELINE_WHEEL=$$(echo "$(CURDIR)"/target/wheels/*.whl) \
	  sh ../tools/suite.sh python ../$(VENV)/python -m pytest

test-node: addon ## Node: the package under node --test
	@cd bindings-node && sh ../tools/suite.sh node node --test --test-reporter=spec

test-c: built ## C: the header, the library, memory checks
	@sh tools/require.sh cc
	@sh tools/bring.sh valgrind || true
	@$(call SCRIPT,c,ffi/test.sh)

test-uniffi: built ## UniFFI: the generated Ruby and Kotlin over the library
	@$(call SCRIPT,uniffi,ffi/uniffi/test.sh)

lint: lint-rust lint-python lint-node ## formatting, lints and types in every language

lint-rust:
	@sh tools/require.sh rust lint
	@echo "linting Rust"
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets --quiet $(LOCKED) -- -D warnings

lint-python: wheel
	@echo "linting Python"
	@$(VENV)/ruff check --quiet bindings-python tools
	@$(VENV)/ruff format --quiet --check bindings-python tools
	@cd bindings-python && ../$(VENV)/mypy --no-error-summary
	@$(VENV)/python -m mypy.stubtest --concise stageline._stageline

lint-node: bindings-node/node_modules/.ready
	@echo "linting Node"
	@cd bindings-node && npm exec --offline -- biome ci --error-on-warnings .
	@cd bindings-node && npm exec --offline -- tsc --project .
	@cd bindings-node && npm exec --offline -- publint --strict
	@cd bindings-node && npm exec --offline -- attw --pack --quiet .

bench: ## measure stageline beside its peers
	@sh tools/require.sh rust python node
	@sh bench/run.sh

docs: ## build the guide and the Rust reference
	@sh tools/require.sh rust python
	@sh tools/bring.sh mdbook
	@mdbook build docs
	@RUSTDOCFLAGS="-D warnings" cargo doc -p stageline -p stageline-runtime --no-deps --quiet $(LOCKED)

fmt: .venv/.ready bindings-node/node_modules/.ready ## format every language
	@cargo fmt --all
	@$(VENV)/ruff check --quiet --fix --select I bindings-python tools
	@$(VENV)/ruff format --quiet bindings-python tools
	@cd bindings-node && npm exec --offline -- biome check --write .

clean: ## remove everything that was built or brought
	@rm -rf target .venv .tools bindings-node/node_modules bindings-node/lib/stageline.node docs/book

# Set-up, each once: a stamp holds until what it was made from changes.

.venv/.ready: bindings-python/requirements.txt
	@sh tools/require.sh python
	@echo "setting up .venv"
	@$(PYTHON) -m venv .venv
	@$(VENV)/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

bindings-node/node_modules/.ready: bindings-node/package.json bindings-node/package-lock.json
	@sh tools/require.sh node
	@echo "setting up bindings-node/node_modules"
	@cd bindings-node && npm ci --silent
	@touch $@

# Builds; cargo knows what is fresh.

built:
	@sh tools/require.sh rust cc
	@echo "building the workspace"
	@$(BUILD) --quiet

wheel: .venv/.ready
	@sh tools/require.sh rust cc
	@echo "building the Python wheel"
	@rm -rf target/wheels
	@$(VENV)/maturin build --quiet $(LOCKED) --profile dev --interpreter $(VENV)/python --out target/wheels \
	  --manifest-path bindings-python/Cargo.toml
	@$(VENV)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall target/wheels/*.whl

addon: built bindings-node/node_modules/.ready
	@cp $(call LIBRARY,stageline_node) bindings-node/lib/stageline.node
