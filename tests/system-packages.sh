#!/bin/sh
# Installs the Debian packages that some tests need, where it may; elsewhere says what is skipped.
# Under CLAIMWIRE_NO_SKIP=1 (set by CI) the tests themselves fail for whatever is missing.
set -u

missing=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v newsboat >/dev/null 2>&1 || missing="$missing newsboat"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Debian packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
    echo "installing$missing failed; the tests that need them will say so"
    exit 0
fi
echo "not installed:$missing (needs root and apt-get)."
echo "Skipped for that reason: postgresql: every store test on PostgreSQL; chromium: the browser tests; newsboat: one test of the feeds."
exit 0
