#!/bin/sh
# Installs the Debian packages and the tools of the web that some tests need, where it may; elsewhere
# says what is skipped.
# Under CLAIMWIRE_NO_SKIP=1 (set by CI) the tests themselves fail for whatever is missing.
set -u

missing=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v npm >/dev/null 2>&1 || missing="$missing npm"

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing Debian packages:$missing"
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086
        apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
            echo "installing$missing failed; the tests that need them will say so"
    else
        echo "not installed:$missing (needs root and apt-get)."
        echo "Skipped for that reason: postgresql: every store test on PostgreSQL; chromium: the browser"
        echo "tests; java and npm: the check of the HTML."
    fi
fi

tools="$(dirname "$0")/webtools"
if command -v npm >/dev/null 2>&1 && [ ! -d "$tools/node_modules/vnu-jar" ]; then
    echo "installing the HTML checker"
    npm install --prefix "$tools" --no-audit --no-fund --no-package-lock --ignore-scripts --silent ||
        echo "installing the HTML checker failed; the test that needs it will say so"
fi
exit 0
