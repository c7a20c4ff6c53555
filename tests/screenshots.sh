#!/usr/bin/env bash
# Renders a built site's main pages as a reader sees them: desktop, phone, dark, and on paper.
#
#   tests/screenshots.sh SITE OUT [NAME=FILE…]     needs chromium; with pdftoppm the paper becomes PNG too
#
# More files are pages beside the site, what if the database or a zone is lost for instance:
#
#   postmortem plan --fail payments-db:corruption --format html --output database.html
#   tests/screenshots.sh site pictures what-if-database=database.html
set -euo pipefail
site=$(realpath "${1:?the built site}") out=${2:?where the pictures go}
shift 2
more=()
for entry in "$@"; do more+=("${entry%%=*}=$(realpath "${entry#*=}")"); done
mkdir -p "$out"
out=$(realpath "$out")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

browser() {
  timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --allow-file-access-from-files \
    --user-data-dir="$scratch/profile" "$@" >/dev/null 2>"$scratch/log" || { cat "$scratch/log" >&2; return 1; }
}

# A phone is narrower than the narrowest window: the page goes into a frame of a phone's width.
phone() {
  printf '<!doctype html><style>body{margin:0}iframe{border:0;width:390px;height:1800px}</style><iframe src="file://%s"></iframe>' \
    "$1" > "$scratch/phone.html"
  browser --window-size=500,1800 --screenshot="$2" "file://$scratch/phone.html"
}

incident=$(cd "$site" && ls incidents/*-0042.html 2>/dev/null | head -1 || true)
[ -n "$incident" ] || incident=$(cd "$site" && ls incidents/*.html | grep -v index | head -1)
# The best-known page of a folder, else its first.
page_of() {
  if [ -f "$site/$1/$2.html" ]; then echo "$1/$2.html"; else (cd "$site" && ls "$1"/*.html | grep -v index | head -1); fi
}
service=$(page_of services payments-db)
pages=(
  "dashboard=$site/index.html"
  "incident=$site/$incident"
  "statistics=$site/statistics.html"
  "plan=$site/plan/index.html"
  "plan-service=$site/plan/${service#services/}"
  "service=$site/$service"
  "runbook=$site/$(page_of runbooks restore-postgres)"
  "runbooks=$site/runbooks/index.html"
)
for entry in "${pages[@]}" "${more[@]}"; do
  name=${entry%%=*} page=${entry#*=}
  browser --window-size=1280,2000 --screenshot="$out/$name-desktop.png" "file://$page"
  browser --window-size=1280,2000 --blink-settings=preferredColorScheme=0 --screenshot="$out/$name-dark.png" "file://$page"
  phone "$page" "$out/$name-phone.png"
  browser --no-pdf-header-footer --print-to-pdf="$out/$name-print.pdf" "file://$page"
  if command -v pdftoppm >/dev/null; then pdftoppm -r 70 -png -l 2 "$out/$name-print.pdf" "$out/$name-print"; fi
done
ls "$out"
