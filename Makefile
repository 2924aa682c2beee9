# Ajastin: make help tells what there is.

SWIFT ?= swift

.DEFAULT_GOAL := help
.PHONY: help setup demo build test lint format schema docs bench fuzz clean

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing to build and test (Debian 12)
	@scripts/setup.sh test

demo: ## Build, and run the main job on a sample workspace
	@scripts/setup.sh demo
	@$(SWIFT) build -c release --static-swift-stdlib --product ajastin
	@scripts/demo.sh

build: ## Build the program
	@scripts/setup.sh build
	@$(SWIFT) build -c release --static-swift-stdlib --product ajastin

test: ## Build, and run all tests
	@scripts/setup.sh test
	@$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build

lint: ## Check the style of the source
	@$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks Fuzzing Examples

format: ## Put the source into the house's style
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks Fuzzing Examples

schema: ## Write docs/schema anew from the code
	@AJASTIN_RENEW=1 $(SWIFT) test --filter JSONSchemaTests

docs: ## Make the documentation of the libraries into .build/docs
	@scripts/setup.sh build
	@scripts/docs.sh

bench: ## Measure beside the peers (see docs/performance.md)
	@scripts/setup.sh bench
	@Benchmarks/run.sh

fuzz: ## Feed the readers of files with what a fuzzer makes up, each for SECONDS (60)
	@scripts/setup.sh test
	@Fuzzing/run.sh $(or $(SECONDS),60)

clean: ## Remove what was built
	@rm -rf .build demo build
