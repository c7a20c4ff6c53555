#!/usr/bin/env bash
# Keeps one comment with what the pull request changes; where it may not be written, the run's summary has it.
set -euo pipefail
# shellcheck source=.github/action/options.sh
source "$(dirname "$0")/options.sh"

report=$RUNNER_TEMP/postmortem-diff.md
postmortem diff "${options[@]}" --format markdown --output "$report"

in_summary() {
  cat "$report" >>"$GITHUB_STEP_SUMMARY"
  echo "::notice title=postmortem::$1: what this changes is in the run's summary"
}

if [[ $FORK == true ]]; then
  in_summary 'a pull request from a fork cannot be commented on'
  exit
fi

# Only a comment of a bot: anybody may write one that begins like ours.
own='.[] | select(.user.type == "Bot" and (.body | startswith("<!-- postmortem diff -->"))) | .id'
comments=repos/$GITHUB_REPOSITORY/issues
if ! ids=$(gh api --paginate "$comments/$PULL_REQUEST/comments?per_page=100" --jq "$own"); then
  in_summary 'comments cannot be read'
elif [[ -n $ids ]]; then
  gh api --silent --method PATCH "$comments/comments/${ids%%$'\n'*}" --field "body=@$report" || in_summary 'the comment cannot be written'
elif ! grep -q '\*\*no changes\*\*$' "$report"; then
  gh api --silent --method POST "$comments/$PULL_REQUEST/comments" --field "body=@$report" || in_summary 'the comment cannot be written'
fi
