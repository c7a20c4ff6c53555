# shellcheck shell=bash
# Sets `options`: the folder of records, and the revision a change is compared with. Sourced by the other scripts.
options=(--color never)
[[ -z $ROOT ]] || options+=(--root "$ROOT")
if [[ -n ${GITHUB_BASE_REF:-} ]]; then
  # Not the base the event names: the merge commit that was checked out may stand on a newer one.
  base=origin/$GITHUB_BASE_REF
else
  base=${MERGE_GROUP_BASE:-}
fi
if [[ -n $base ]]; then
  options+=(--base "$base")
  [[ ${TRUST_BASE:-} != true ]] || options+=(--trust-base "$base")
fi
