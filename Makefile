# 消保助手的任务。只打 make 会列出它们。
SHELL := /bin/bash
.DEFAULT_GOAL := help
UV := $(shell command -v uv || echo $(HOME)/.local/bin/uv)
PY := .venv/bin/python -W ignore
DEVSET := $(wildcard ../shared/devset.jsonl)

.PHONY: help setup serve test train evaluate bench check wechat-demo

help: ## 列出任务
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/ready: pyproject.toml uv.lock
	@command -v uv >/dev/null || [ -x $(UV) ] || python3 -m pip install --quiet --user uv || python3 -m pip install --quiet --user --break-system-packages uv
	@$$(command -v uv || echo $(HOME)/.local/bin/uv) sync --frozen --quiet
	@.venv/bin/python -m compileall -q -j 2 .venv/lib bot actions tickets staff >/dev/null 2>&1 || true
	@touch $@

setup: .venv/ready ## 装好环境（锁定版本）

web/dist/ready: .venv/ready data/interface.yml $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
	@echo 页面：构建……
	@web/build.sh $(UV) >/dev/null

serve: setup web/dist/ready ## 从零启动：环境、数据库、模型，然后客户端和工作台
	@$(PY) -m bot.cli serve

test: setup web/dist/ready ## 全部测试，浏览器测试也在内
	@$(PY) -m pytest -n 2 --dist worksteal

train: setup ## 训练模型
	@$(PY) -m bot.cli train

evaluate: setup ## 评测理解，写 docs/quality.md
	@$(PY) -m benchmarks.quality $(DEVSET)

bench: setup ## 速度和负载，并和原样的 Rasa 对比
	@$(PY) -m benchmarks.run

check: setup web/dist/ready ## 格式、规范、类型、内容检查
	@.venv/bin/ruff format --check . && .venv/bin/ruff check . && .venv/bin/mypy && $(PY) -m bot.cli content check
	@cd web && PATH="$$PATH:$(CURDIR)/.venv/bin" npm run --silent check && PATH="$$PATH:$(CURDIR)/.venv/bin" npm test --silent

wechat-demo: setup web/dist/ready ## 对着假的微信聊天：在终端里走完微信的整条路
	@$(PY) -m tests.wechat.demo
