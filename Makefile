# Everything that a developer types. `make train` and `make test` need nothing but Debian and Swift.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PACKAGES := libopenblas-dev liblapacke-dev zlib1g-dev libpng-dev pkg-config make
OUT ?= runs/strokes
STEPS ?=
BIN = $(shell swift build -c release --show-bin-path)

BENCHMARKS = $(BIN)/benchmarks
PEERS := .build/peers
# Faults planted into the engine, for each of which the gate must fail.
SABOTAGES := reroute tiles memory threads drop
# Programs of Examples/, the quickest first.
EXAMPLES := LinearRegression CustomLayer MLPClassifier LeNet FineTuning GAN DCGAN
# The shortest first; all of them take some hours on two cores.
STUDIES := forward layers mirror optimizers losses parts stacked
# What the style is of; Examples has its build products inside.
STYLED := Package.swift Sources Tests Benchmarks Fuzz Scripts/dependent Examples/Package.swift Examples/Sources

.PHONY: help setup build train test bench bench-check bench-check-self bench-instructions bench-peers \
  readme quality studies lint format docs snippets pages goldens counts fuzz fuzz-tensor fuzz-modules test-kill mutants dependent sanitize examples \
  test-arm test-interop test-hosts bench-hosts check clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

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

test-kill: setup ## Kill a process that writes checkpoints at 1,000 random moments (KILLS)
	KAGAMI_KILLS=$(or $(KILLS),1000) swift test --filter CheckpointKillTests

bench: setup ## Compare BLAS with naive loops for every layer size
	swift run -c release benchmarks

bench-check: setup ## Fail where the engine is slower than Benchmarks/ratios.json allows
	swift build -c release --product benchmarks
	$(BENCHMARKS) --check Benchmarks/ratios.json

bench-check-self: setup ## Break the engine on purpose and see bench-check fail each time
	swift build -c release --product benchmarks
	@# A gate that is red by itself would fail for every fault.
	@$(BENCHMARKS) --check Benchmarks/ratios.json > .build/gate.log 2>&1 || { \
	  grep -vE "at least .*[0-9]$$|at most .*[0-9]$$" .build/gate.log; \
	  echo "the gate is red without any fault"; exit 1; }
	@for sabotage in $(SABOTAGES); do \
	  if $(BENCHMARKS) --check Benchmarks/ratios.json --sabotage $$sabotage > .build/gate.log 2>&1; then \
	    cat .build/gate.log; echo "$$sabotage: not found"; exit 1; \
	  else echo "$$sabotage: found"; fi; \
	done

bench-instructions: setup ## Count a step's instructions under callgrind (WRITE=1 keeps the new figure)
	@command -v valgrind >/dev/null || { echo "valgrind is missing: install it, then try again."; exit 1; }
	swift build -c release --product benchmarks
	Scripts/count_instructions.sh $(BENCHMARKS) Benchmarks/instructions.json $(if $(WRITE),--write)

bench-peers: setup ## Time steps and operations beside PyTorch and JAX, and renew the figures in both READMEs
	swift build -c release --product benchmarks
	swift build -c release --product fuzz-server
	python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet -r Scripts/peers/requirements.txt
	$(PEERS)/bin/python Scripts/peers/compare.py $(BENCHMARKS) --json $(PEERS)/ratios.json --readme
	$(PEERS)/bin/python Scripts/peers/models.py $(BENCHMARKS) --json $(PEERS)/models.json --readme
	@if command -v mpirun >/dev/null; then \
	  $(PEERS)/bin/python Scripts/peers/ddp.py $(BENCHMARKS) --json $(PEERS)/ddp.json --readme; \
	else echo "mpirun is missing, so that steps on two processes are not timed: install openmpi-bin."; fi
	$(PEERS)/bin/python Scripts/peers/operations.py $(BIN)/fuzz-server --json $(PEERS)/operations.json \
	  --readme

readme: setup ## Renew pictures and figures of both READMEs; QUALITY.md too with MNIST=folder
	swift build -c release --product benchmarks
	$(BENCHMARKS) --suite layers --json .build/layers.json
	python3 Scripts/readme/layers.py .build/layers.json
	$(MAKE) bench-peers
	$(MAKE) train OUT=.build/readme/strokes
	$(BIN)/kagami sample --generator .build/readme/strokes/generator-average.safetensors --columns 8 \
	  --out Pictures/strokes.png
	$(if $(MNIST),$(MAKE) quality MNIST=$(MNIST))
	python3 Scripts/readme/check.py

quality: setup ## Train and score generators on MNIST beside PyTorch, and renew QUALITY.md (MNIST=folder)
	@[ -d "$(MNIST)" ] || { echo "MNIST's four files are needed: make quality MNIST=path/to/mnist"; exit 1; }
	swift build -c release --product kagami
	python3 -m venv .build/quality
	.build/quality/bin/pip install --quiet -r Scripts/quality/requirements.txt
	.build/quality/bin/python Scripts/quality/table.py $(BIN)/kagami $(MNIST) .build/quality/runs \
	  $(if $(PART),--part $(PART))

studies: setup ## Run all studies, or those in NAMES, at full length, and renew their article (MNIST=folder)
	@[ -d "$(MNIST)" ] || { echo "MNIST's four files are needed: make studies MNIST=path/to/mnist"; exit 1; }
	swift build -c release --product kagami
	for name in $(or $(NAMES),$(STUDIES)); do \
	  $(BIN)/kagami study $$name --full --data $(MNIST) --out .build/studies || exit 1; \
	  Scripts/studies/figures.py .build/studies/$$name.html || exit 1; \
	done

lint: setup ## Check the style of every Swift file, that both READMEs agree, that mutants fit the code
	swift format lint --strict --recursive --parallel $(STYLED)
	@python3 Scripts/readme/check.py
	@python3 Scripts/mutants/mutants.py --check

format: setup ## Format every Swift file
	swift format --in-place --recursive --parallel $(STYLED)

docs: setup ## Make the pages of all libraries in .build/docs; dead links and unlisted symbols are errors
	@Scripts/docs/build.sh

snippets: setup ## Build and run the code in the README and the articles
	@Scripts/snippets/check.py

pages: setup ## Open a page with everything on it, or those in PAGES, in Chromium; pictures in .build/pages
	@mkdir -p .build/pages
	@if [ -z "$(PAGES)" ]; then \
	  KAGAMI_SAMPLE_PAGE=$(CURDIR)/.build/pages/sample.html swift test --filter theSampleIsSound; fi
	Scripts/pages/check.py $(or $(PAGES),.build/pages/sample.html) --out .build/pages

goldens: ## Make the golden values of the tests anew from PyTorch, in a virtual environment
	python3 -m venv .build/goldens
	.build/goldens/bin/pip install --quiet -r Scripts/goldens/requirements.txt
	.build/goldens/bin/python Scripts/goldens/make_goldens.py

counts: setup ## Count what there is, and renew the article of numbers
	swift build -c release --product fuzz-server
	python3 -m venv .build/goldens
	.build/goldens/bin/pip install --quiet -r Scripts/goldens/requirements.txt
	.build/goldens/bin/python Scripts/counts/count.py $(BIN)/fuzz-server

fuzz-tensor: KIND := tensors
fuzz-tensor: fuzz ## Run random tensor programs beside PyTorch (SEED, COUNT or SECONDS=60)

fuzz-modules: KIND := modules
fuzz-modules: fuzz ## Train random modules beside PyTorch (SEED, COUNT or SECONDS=60)

fuzz: setup
	swift build -c release --product fuzz-server
	@# Without symbols a stop does not search for the caller's line, which takes longer than a program.
	strip -s -o .build/fuzz-server $(BIN)/fuzz-server
	@if [ ! -x .build/venv/bin/python ]; then python3 -m venv .build/venv; fi
	.build/venv/bin/pip install --quiet -r Scripts/goldens/requirements.txt
	.build/venv/bin/python Scripts/fuzz/fuzz.py .build/fuzz-server --kind $(KIND) --seed $(or $(SEED),1) \
	  --count $(or $(COUNT),5000) $(if $(SECONDS),--seconds $(SECONDS))

test-interop: setup ## Move tensors, graphs and events between Kagami's files and the programs whose formats they are
	swift build -c release --product kagami
	python3 -m venv .build/interop
	.build/interop/bin/pip install --quiet -r Scripts/interop/requirements.txt
	Scripts/interop/run.sh .build/interop/bin/python $(BIN)/kagami

test-hosts: setup ## Train on four hosts that are network namespaces, lose one, resume without it (root)
	@# STANDIN=1 runs a small program in place of kagami; OPTIONS are those of Scripts/hosts/scenario.py.
	$(if $(STANDIN),,swift build -c release --product kagami)
	Scripts/hosts/run.sh $(OPTIONS) $(if $(STANDIN),stand-in, \
	  --fresh "--data strokes --recipe fast --batch-size 96" $(BIN)/kagami train --threads 1)

bench-hosts: ## Measure links between such hosts, and renew the tables of "Beyond one machine" (root)
	Scripts/hosts/measure.py Scripts/hosts/measured.json
	Scripts/hosts/model.py --article

fuzz-parsers: setup ## Run the parsers of files under libFuzzer (NAMES; SECONDS=60 for all, or RUNS for each)
	@SECONDS_IN_ALL=$(or $(SECONDS),60) RUNS=$(RUNS) Scripts/parsers/run.sh $(NAMES)

mutants: setup ## Plant faults one at a time and see the tests go red (NAMES, or SAMPLE and SEED; QUICK=1)
	Scripts/mutants/mutants.py $(NAMES) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) \
	  $(if $(QUICK),--quick)

dependent: setup ## Build and run a package that depends on what is committed here, in release
	Scripts/dependent/run.sh release

sanitize: setup ## The same under AddressSanitizer and ThreadSanitizer, and a part of the tests
	Scripts/dependent/run.sh address thread
	Scripts/sanitize.sh address thread

examples: setup ## Build the examples in release and run all of them; pictures and weights in runs
	@# How Examples/Package.swift reaches a clone whose folder is called examples.
	@mkdir -p Examples/.build
	@ln -sfn ../.. Examples/.build/Kagami
	swift build --package-path Examples -c release
	@for example in $(EXAMPLES); do \
	  echo; echo "$$example"; swift run --package-path Examples -c release --skip-build $$example || exit 1; \
	done

test-arm: ## Compile the C kernels for ARM and compare every loop with known answers, under qemu elsewhere
	@Scripts/arm/run.sh

check: lint test ## Check style and run all tests

clean: ## Remove what was built
	swift package clean
	rm -rf Examples/.build
