#!/usr/bin/env bash
# Tokens and refreshes while far too many people sign in by password: ./bench/storm.sh [SECONDS for each line]. Prints a Markdown table; see bench/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/IdentityProvider bench/Load; do dotnet build $project -c Release -v quiet -clp:NoSummary; done
exec dotnet bench/Load/bin/Release/net10.0/Load.dll storm "$@"
