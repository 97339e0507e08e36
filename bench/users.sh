#!/usr/bin/env bash
# The user API at growing numbers of accounts: ./bench/users.sh [SECONDS for each line] [SIZES…]. Prints a Markdown table; see bench/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/IdentityProvider src/UserApi bench/Load; do dotnet build $project -c Release -v quiet -clp:NoSummary; done
exec dotnet bench/Load/bin/Release/net10.0/Load.dll users "$@"
