#!/usr/bin/env bash
# What the GitHub action runs: installs asynclint into an environment of its own, checks, and says
# by its exit code what came of it. Everything it is told comes in variables, see action.yml.
set -euo pipefail

tools="${RUNNER_TEMP:-$(mktemp -d)}/asynclint"
python3 -m venv "$tools"
if [ -n "${ASYNCLINT_VERSION:-}" ]; then
  wanted="asynclint${ASYNCLINT_VERSION}"
else
  wanted="$ASYNCLINT_ACTION"
fi
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check "$wanted"

# The report for people comes first on stdout; the rest goes to files.
outputs=()
log="$tools/annotations.txt"
[ "${ASYNCLINT_ANNOTATIONS:-true}" = true ] && outputs+=(--output "github:$log")
[ "${ASYNCLINT_SUMMARY:-true}" = true ] && outputs+=(--output "markdown:$tools/summary.md")
[ -n "${ASYNCLINT_SARIF:-}" ] && outputs+=(--output "sarif:$ASYNCLINT_SARIF")
[ -n "${ASYNCLINT_HTML:-}" ] && outputs+=(--output "html:$ASYNCLINT_HTML")
read -r -d '' -a arguments <<<"${ASYNCLINT_ARGS:-}" || true

code=0
"$tools/bin/asynclint" check --color always --no-progress \
  "${outputs[@]+"${outputs[@]}"}" "${arguments[@]+"${arguments[@]}"}" || code=$?

[ -f "$log" ] && cat "$log"
if [ -f "$tools/summary.md" ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  cat "$tools/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
[ -n "${GITHUB_OUTPUT:-}" ] && echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
