#!/usr/bin/env bash
# Pictures of every kind of page of the example site, to look at: desktop, dark, phone, Chinese, and on paper.
#
#   tests/screenshots.sh OUT     needs chromium and chromedriver; with pdftoppm the paper becomes PNG too
set -euo pipefail
out=$(realpath -m "${1:?where the pictures go}")
cd "$(dirname "$0")/.."
PICTURES=$out cargo test --quiet --test browser pages_can_be_looked_at
if command -v pdftoppm >/dev/null; then
  for pdf in "$out"/*.pdf; do pdftoppm -r 70 -png "$pdf" "${pdf%.pdf}"; done
fi
ls "$out"
