#!/bin/sh
# Breaks every check of the audit in turn and shows which findings notice it: in a copy of the project, each
# entry of the table CHECKS is replaced by one that finds nothing, and tests/audit/findings.rs must say that the
# charts of just the findings which that check makes no longer show them.
#
#     tests/mutations.sh              all checks, about half a minute each
#     tests/mutations.sh cycle        one check
#
# Prints a line for each check; the exit status is 1 where one was missed, or another finding failed as well.
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
# What is built of the broken source must not be taken for the project's own.
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$project/target}/mutations
export CARGO_TARGET_DIR
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT INT TERM
(cd "$project" && git ls-files -z --cached --others --exclude-standard | xargs -0 tar cf -) | tar xf - -C "$copy"
cd "$copy"
cp src/audit/mod.rs whole.rs

# The table on one line an entry: name, function.
checks=$(sed -n '/^const CHECKS/,/^];/p' whole.rs | tr -d '\n ' | grep -o '("[^"]*",[a-z_:]*' | sed 's/("\([^"]*\)",.*/\1/')
if [ $# -gt 0 ]; then checks=$*; fi

status=0
for check in $checks; do
    # An entry may stand on one line or on several.
    perl -0pe 's/\(\s*"'"$check"'",\s*[a-z_:]+,?\s*\)/("'"$check"'", |_, _| Vec::new())/' whole.rs > src/audit/mod.rs
    if cmp -s whole.rs src/audit/mod.rs; then
        echo "$check: not in the table"
        status=1
        continue
    fi
    made=$(awk -v check="$check" '$1 == "-" && $2 == "code:" { code = $3 }
        $1 == "check:" && $2 == check { print code }' rules/findings.yaml | sort | tr '\n' ' ')
    if cargo test --quiet --test audit every_finding_appears > said.txt 2>&1; then
        failed=
    elif ! grep -q 'every_finding_appears.* panicked\|panicked at tests/audit/findings.rs' said.txt; then
        cat said.txt
        exit 1
    else
        failed=$(sed -n 's/^\(RC[0-9]*\)[ :].*/\1/p' said.txt | sort | tr '\n' ' ')
    fi
    if [ "$failed" = "$made" ]; then
        echo "$check: ${failed}noticed by every_finding_appears_on_its_chart_and_not_on_the_repaired_twin"
    else
        echo "$check: makes $made but what failed is: ${failed:-nothing}"
        status=1
    fi
done
exit $status
