#!/usr/bin/env bash
# Keeps one comment with what the pull request changes; where it may not be written, the run's summary has it.
set -euo pipefail
# shellcheck source=.github/action/options.sh
source "$(dirname "$0")/options.sh"

# GitHub refuses a longer comment; counted in bytes, which are never fewer than the characters it counts.
limit=65536
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

body=$report
if (($(wc -c <"$report") > limit)); then
  cat "$report" >>"$GITHUB_STEP_SUMMARY"
  body=$RUNNER_TEMP/postmortem-comment.md
  run=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
  printf '%s\n' '<!-- postmortem diff -->' "What this changes is too long for a comment: [it is in the run's summary]($run)." >"$body"
fi

# Only a comment of a bot: anybody may write one that begins like ours.
own='.[] | select(.user.type == "Bot" and (.body | startswith("<!-- postmortem diff -->"))) | .id'
comments=repos/$GITHUB_REPOSITORY/issues
if ! ids=$(gh api --paginate "$comments/$PULL_REQUEST/comments?per_page=100" --jq "$own"); then
  in_summary 'comments cannot be read'
elif [[ -n $ids ]]; then
  gh api --silent --method PATCH "$comments/comments/${ids%%$'\n'*}" --field "body=@$body" || in_summary 'the comment cannot be written'
else
  gh api --silent --method POST "$comments/$PULL_REQUEST/comments" --field "body=@$body" || in_summary 'the comment cannot be written'
fi
