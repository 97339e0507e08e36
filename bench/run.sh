#!/usr/bin/env bash
# The benchmark: ./bench/run.sh [SECONDS for each line]. Prints a Markdown table; see bench/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/IdentityProvider -c Release -v quiet -clp:NoSummary
dotnet build bench/Load -c Release -v quiet -clp:NoSummary
exec dotnet bench/Load/bin/Release/net10.0/Load.dll "$@"
