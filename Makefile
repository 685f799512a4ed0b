# make install   máy có Python 3.11+ là đủ: tạo .venv và cài đúng các bản ghim (install, pinned)
# make run       cài nếu thiếu, lập chỉ mục corpus/ lần đầu, mở trang hỏi đáp (install, index, chat)
# make test      kiểm tra tất cả: mã, kiểu, kiểm thử, đánh giá (lint, types, tests, evaluation gate)
# make bundle    thư mục mang tới máy không có mạng; Windows: make bundle PLATFORM=windows
# make bundle-test  cài bản Linux khi tắt mạng rồi hỏi thử (install and ask with the network off)
# make clean     xóa những gì make tạo ra, trừ chỉ mục (remove what make made, the index excepted)
# Another interpreter: make run PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
PINS := pyproject.toml constraints.txt
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input --constraint constraints.txt

# After the installation nothing may reach for the network.
HF_HUB_OFFLINE ?= 1
export HF_HUB_OFFLINE
export GRADIO_ANALYTICS_ENABLED := False
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install run test bundle bundle-test clean

help:
	@sed -n '1,7s/^# //p' Makefile

install: .venv/installed

run: .venv/installed
	$(BIN)/python app.py

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --ignore tests/pages --ignore tests/web
	$(BIN)/python -m pytest tests/pages tests/web  # a browser and its server want both cores
	$(BIN)/python -m evals --report build/evals

# Wheels once loaded stay in build/wheels.
bundle: .venv/installed
	$(BIN)/python -m bundle $(if $(PLATFORM),--platform $(PLATFORM)) $(if $(TARGET_PYTHON),--python $(TARGET_PYTHON))

bundle-test: .venv/installed-dev
	HOI_BUNDLE_TEST=1 $(BIN)/python -m pytest tests/bundle

# The index is kept; `hoi ingest --rebuild` makes it anew.
clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON): cần Python 3.11 trở lên; hãy chỉ bản khác: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

# A stamp is written only after pip has succeeded, so that a broken download is taken up again.
.venv/installed: $(PINS) | .venv/bin/python
	$(INSTALL) --editable .
	@touch $@

.venv/installed-dev: $(PINS) | .venv/bin/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ .venv/installed
