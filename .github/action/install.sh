#!/usr/bin/env bash
# Puts `postmortem` on PATH: the one given, the one that is there, or a released one whose checksum is right.
set -euo pipefail

fail() {
  echo "::error title=postmortem::$1"
  exit 2
}

# That event gives a token that may write, and secrets, to whatever the workflow does with a stranger's files.
[[ $GITHUB_EVENT_NAME != pull_request_target ]] || fail 'run on `pull_request`, not on `pull_request_target`'

if [[ -n $BINARY ]]; then
  [[ -x $BINARY && $(basename "$BINARY" .exe) == postmortem ]] || fail 'input `binary` is not the path of a program called `postmortem`'
  folder=$(cd "$(dirname "$BINARY")" && pwd)
elif command -v postmortem >/dev/null; then
  folder=$(dirname "$(command -v postmortem)")
else
  case "$RUNNER_OS-$RUNNER_ARCH" in
    Linux-X64) target=x86_64-unknown-linux-musl ;;
    Linux-ARM64) target=aarch64-unknown-linux-musl ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc ;;
    *) fail "no release for $RUNNER_OS on $RUNNER_ARCH: build one and pass its path as input \`binary\`" ;;
  esac
  archive=postmortem-$target.tar.gz
  mkdir -p "$RUNNER_TEMP/postmortem"
  cd "$RUNNER_TEMP/postmortem"
  for file in "$archive" SHA256SUMS; do
    url=$GITHUB_SERVER_URL/$RELEASES/releases/download/v${VERSION#v}/$file
    curl --fail --silent --show-error --location --retry 3 --output "$file" "$url" || fail "cannot download $url"
  done
  sum=$(command -v sha256sum || echo 'shasum -a 256')
  grep -- " $archive\$" SHA256SUMS | $sum --check - || fail "$archive is not what its release says it is"
  tar -xzf "$archive"
  folder=$PWD/postmortem-$target
fi

version=$("$folder/postmortem" --version)
echo "$version from $folder"
# The runner wants the system's own spelling of a path.
[[ $RUNNER_OS != Windows ]] || folder=$(cygpath --windows "$folder")
echo "$folder" >>"$GITHUB_PATH"
