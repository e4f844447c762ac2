#!/usr/bin/env bash
# What action.yml runs: annotations on the changed lines, a job summary, and SARIF if it is asked for.
#
# It is told by its environment: ROLECALL (the program), ROLECALL_CHARTS (a path a line), ROLECALL_SINCE (a revision,
# `none` or nothing), ROLECALL_FAIL_ON, ROLECALL_SARIF (a file or nothing).
set -uo pipefail

rolecall=${ROLECALL:-rolecall}
mapfile -t charts < <(printf '%s\n' "${ROLECALL_CHARTS:-.}" | sed '/^[[:space:]]*$/d')
# Suppressions end by this day.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date +%s)}

common=(--fail-on "${ROLECALL_FAIL_ON:-error}")
since=${ROLECALL_SINCE:-none}
# A branch that was pushed for the first time has nothing before it.
[[ $since =~ ^0+$ ]] && since=none
if [[ $since != none ]]; then
  if ! git rev-parse --verify --quiet "$since^{commit}" > /dev/null; then
    git fetch --quiet --depth=1 origin "$since" || true
  fi
  if git rev-parse --verify --quiet "$since^{commit}" > /dev/null; then
    common+=(--since "$since")
  else
    echo "::notice::The revision $since could not be fetched, so all findings are shown."
  fi
fi

output() {
  [[ -z ${GITHUB_OUTPUT:-} ]] || echo "$1" >> "$GITHUB_OUTPUT"
}

"$rolecall" audit "${charts[@]}" "${common[@]}" --format github
status=$?
output "status=$status"

if [[ -n ${ROLECALL_SARIF:-} ]]; then
  "$rolecall" audit "${charts[@]}" "${common[@]}" --quiet --format sarif --output "$ROLECALL_SARIF"
  [[ -s $ROLECALL_SARIF ]] && output "sarif=true"
fi

if [[ -n ${GITHUB_STEP_SUMMARY:-} && $status != 2 ]]; then
  {
    echo '### rolecall'
    echo
    echo '```text'
    # A fence in the output would end the block.
    "$rolecall" audit "${charts[@]}" "${common[@]}" --quiet --format concise | sed 's/```/` ` `/g'
    echo '```'
  } >> "$GITHUB_STEP_SUMMARY"
fi
exit "$status"
