# Everything runs in a local venv; nothing is installed outside this folder.
#   make demo   set up and run the main job on the samples
#   make test   set up and run all tests
#   make fuzz   a longer hunt for files that break it
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
STAMP := $(VENV)/.installed

.PHONY: demo test fuzz test-wine bench lint format templates docs accuracy clean

demo: $(STAMP)
	@$(BIN)/perfeval demo -o demo

test: $(STAMP)
	@$(PY) -m pytest -n auto

# longer than in make test: FUZZ mutants of each seed from number FIRST on, and a kill at every access to the output
FUZZ ?= 5000
FIRST ?= 1000000
fuzz: $(STAMP)
	@PERFEVAL_LONG=1 PERFEVAL_FUZZ=$(FUZZ) PERFEVAL_FUZZ_FIRST=$(FIRST) $(PY) -m pytest -n auto tests/fuzz tests/batch/test_durability.py tests/batch/test_any_folder.py

# a Windows Python under Wine; needs wine and gcc-mingw-w64-x86-64
WINE := build/wine
test-wine: $(STAMP)
	@test -x $(WINE)/python/python.exe || PYTHON=$(PY) sh tests/wine/prepare.sh $(WINE)
	@bash tests/wine/run.sh $(WINE)

bench: $(STAMP)
	@$(PY) -m benchmarks

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy --platform win32

format: $(STAMP)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

templates: $(STAMP)
	@$(PY) -m perfeval_xl.templates build

docs: $(STAMP)
	@$(PY) -m perfeval_xl.docs

accuracy: $(STAMP)
	@$(PY) -m tests.realcases --write

$(STAMP): pyproject.toml constraints.txt
	@echo "准备本地环境 $(VENV)(首次约一分钟)…"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "无法创建虚拟环境:请先安装 Python 3.11 以上及其 venv 组件(Debian/Ubuntu:apt-get install python3-venv)"; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
