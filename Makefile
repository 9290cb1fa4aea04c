# Everything that a developer types. `make train` and `make test` need nothing but Debian and Swift.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PACKAGES := libopenblas-dev liblapacke-dev zlib1g-dev libpng-dev pkg-config make
OUT ?= runs/strokes
STEPS ?=
BIN = $(shell swift build -c release --show-bin-path)

.PHONY: help setup build train test bench lint format docs goldens check clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Install the Debian packages that are missing
	@command -v swift >/dev/null || { \
	  echo "Swift is missing: install Swift 6.2 or newer from https://www.swift.org/install, then try again."; \
	  exit 1; }
	@if command -v dpkg-query >/dev/null; then \
	  missing=""; \
	  for package in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing:$$missing"; \
	    sudo=""; [ "$$(id -u)" -eq 0 ] || sudo="sudo"; \
	    $$sudo apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	  fi; \
	else \
	  pkg-config --exists openblas lapacke libpng zlib || { \
	    echo "OpenBLAS, LAPACKE, libpng or zlib is missing: install them, then try again."; exit 1; }; \
	fi

build: setup ## Build everything for release
	swift build -c release

train: setup ## Train on digits drawn in code, about three minutes; pictures in runs/strokes
	swift build -c release --product kagami
	$(BIN)/kagami train --data strokes --recipe fast --epochs 6 --out $(OUT) $(if $(STEPS),--steps $(STEPS))

test: setup ## Run all tests
	swift test

bench: setup ## Compare BLAS with naive loops for every layer size
	swift run -c release benchmarks

lint: setup ## Check the style of every Swift file
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

format: setup ## Format every Swift file
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

docs: setup ## Extract the symbol graphs that DocC makes pages of
	swift package dump-symbol-graph --minimum-access-level public

goldens: ## Make the golden values of the tests anew from PyTorch, in a virtual environment
	python3 -m venv .build/goldens
	.build/goldens/bin/pip install --quiet -r Scripts/goldens/requirements.txt
	.build/goldens/bin/python Scripts/goldens/make_goldens.py

check: lint test ## Check style and run all tests

clean: ## Remove what was built
	swift package clean
