#!/usr/bin/env bash
# Packs a built program with its manual page and completions: package.sh TARGET, after `cargo build --target TARGET`.
set -euo pipefail

target=$1
name=postmortem-$target
mkdir -p "$name/completions"
cp "target/$target/release/postmortem" "$name/" 2>/dev/null || cp "target/$target/release/postmortem.exe" "$name/"
cp README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$name/"

version=$("$name/postmortem" --version)
if [[ ${GITHUB_REF_TYPE:-} == tag && $version != "postmortem ${GITHUB_REF_NAME#v}" ]]; then
  echo "::error::the tag is $GITHUB_REF_NAME, the program says $version"
  exit 1
fi
"$name/postmortem" man >"$name/postmortem.1"
for shell in bash elvish fish powershell zsh; do
  "$name/postmortem" completions "$shell" >"$name/completions/postmortem.$shell"
done
tar -czf "$name.tar.gz" "$name"
