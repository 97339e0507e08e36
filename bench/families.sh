#!/usr/bin/env bash
# Refreshing at growing numbers of live refresh families: ./bench/families.sh [SECONDS for each line] [SIZES…]. Prints a Markdown table; see bench/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/IdentityProvider bench/Load; do dotnet build $project -c Release -v quiet -clp:NoSummary; done
exec dotnet bench/Load/bin/Release/net10.0/Load.dll families "$@"
