# The verbs of this repository; each is a short script under scripts/.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run build test lint format coverage bench sim sanitize fuzz clean

# Which sanitizer `make sanitize` builds with: thread, address or, one after the other, both.
SANITIZER ?= both
# What `make fuzz` runs, a folder of Tests/Fuzzing/Corpora or all of them.
TARGET ?= all
# How often `make bench` loads each server, for how many seconds, and for how many `make fuzz` runs each target.
ROUNDS ?= 7
# What `make sim` audits.
SEED ?=
DAYS ?= 1
PROFILE ?= busy
bench: SECONDS = 3
fuzz: SECONDS = 60

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## install what is missing, build optimised, and serve (ARGS="--port 0 ..." passes flags)
	@exec scripts/run $(ARGS)

build: ## build the optimised binary
	@exec scripts/build

test: ## install what is missing, run every test, the linter and the tidy test (ARGS="--filter Tidy")
	@exec scripts/test $(ARGS)

lint: ## check the form of every Swift file
	@swift format lint --strict --recursive Sources Tests bench Package.swift

format: ## rewrite every Swift file into that form
	@swift format --in-place --recursive Sources Tests bench Package.swift

coverage: ## run every test, and write docs/coverage.md and docs/editions.md anew
	@COVERAGE=--write exec scripts/test

bench: ## measure beside nginx and a C program, and print ratios (ROUNDS=7 SECONDS=3)
	@exec scripts/bench --rounds $(ROUNDS) --seconds $(SECONDS) $(ARGS)

sim: ## audit days of the simulation second by second (SEED=7 DAYS=2 PROFILE=busy; without SEED, seeds 1 to 200)
	@exec scripts/sim "$(SEED)" "$(DAYS)" "$(PROFILE)"

sanitize: ## run the rooms' tests under the sanitizers (SANITIZER=thread or address: one of them)
	@exec scripts/sanitize $(SANITIZER) $(ARGS)

fuzz: ## feed the parsers what a fuzzer makes up (TARGET=http SECONDS=60)
	@exec scripts/fuzz $(TARGET) $(SECONDS)

clean: ## remove what was built and the tests' virtual environment; data directories stay
	@rm -rf .build .build-* .venv
