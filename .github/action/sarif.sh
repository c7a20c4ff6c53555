#!/usr/bin/env bash
# Writes the findings for code scanning; findings are no failure here.
set -euo pipefail
# shellcheck source=.github/action/options.sh
source "$(dirname "$0")/options.sh"

file=$RUNNER_TEMP/results.sarif
postmortem check "${options[@]}" --format sarif --output "$file" || {
  code=$?
  [[ $code == 1 ]] || exit "$code"
}
echo "file=$file" >>"$GITHUB_OUTPUT"
