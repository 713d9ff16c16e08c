# 问报：make chat 打开问答网页，make test 跑全部测试；其余见 make help。
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install chat test lint types eval ready clean

# 用哪个 Python 建虚拟环境（3.11 或更新）；WENBAO_HOME、WENBAO_MODELS、WENBAO_MODEL 照样生效。
WENBAO_PYTHON ?= python3
VENV ?= .venv
PYTHON := $(VENV)/bin/python
WENBAO := $(VENV)/bin/wenbao
PIP_INSTALL := $(PYTHON) -m pip install --disable-pip-version-check -c constraints.txt
PYTEST_ARGS ?=

help:  ## 列出这些命令
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

install: ready  ## 安装依赖和模型，把 reports/ 编入索引，随后即可 wenbao ask
	@echo "安装完成。提问：$(WENBAO) ask \"2020年建成多少协商议事室\"；网页：make chat"

chat: ready  ## 同上，并在 http://127.0.0.1:7860 打开问答网页
	$(WENBAO) chat

test: $(VENV)/.dev-installed ready  ## 同上（含开发依赖），再跑全部测试
	$(PYTHON) -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.dev-installed  ## 检查代码风格
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: $(VENV)/.dev-installed  ## 检查类型
	$(PYTHON) -m mypy

eval: ready  ## 用样例题集评测
	$(WENBAO) eval run eval/sets/guangfeng.jsonl

clean:  ## 删除虚拟环境（资料库和模型不动）
	rm -rf $(VENV)

# setup 和 index add 对已有的东西什么都不做，所以每次都可以跑。
ready: $(VENV)/.installed
	@$(WENBAO) setup
	@$(WENBAO) index add reports

# 系统缺 python3-venv 时，venv 里没有 pip：改由系统的 pip 装进去。
$(VENV)/.made:
	@$(WENBAO_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 或更新版本；找到的 $(WENBAO_PYTHON) 是：$$($(WENBAO_PYTHON) --version 2>&1 | head -n 1)。" >&2; \
	  echo "请安装后再试，或指明：make WENBAO_PYTHON=/路径/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(WENBAO_PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  $(WENBAO_PYTHON) -m venv --clear --without-pip $(VENV) && \
	  $(WENBAO_PYTHON) -m pip --python $(PYTHON) install --disable-pip-version-check pip; } || { \
	  echo "建不了虚拟环境 $(VENV)：请先安装 pip 和 venv（Debian/Ubuntu：apt install python3-venv python3-pip）" >&2; exit 1; }
	@touch $@

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/.made
	$(PIP_INSTALL) -e .
	@touch $@

$(VENV)/.dev-installed: pyproject.toml constraints.txt | $(VENV)/.made
	$(PIP_INSTALL) -e '.[dev]'
	@touch $(VENV)/.installed $@
