#!/usr/bin/env bash
# Findings as annotations and in the run's summary; its exit code is the verdict of the whole action.
set -euo pipefail
# shellcheck source=.github/action/options.sh
source "$(dirname "$0")/options.sh"

postmortem check "${options[@]}" --format github
