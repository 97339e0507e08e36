#!/usr/bin/env bash
# Installs what the tests need, builds, checks the format, runs every test, and ends with 'N passed, N failed'.
# CI=true: a skipped test that tests/allowed-skips.txt does not name counts as failed. Without root nothing is installed: what is missing is listed, exit 2.
# ./test.sh NAME… runs only the test projects whose names contain one of the words.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
results=artifacts/test-results
rm -rf "$results" && mkdir -p "$results"
say() { printf '\n== %s\n' "$*"; }

# 1. What the machine must have: a command or file to look for, and the Debian package that brings it.
missing=()
need() { compgen -G "$1" >/dev/null || command -v "$1" >/dev/null || missing+=("$2"); }
need '/usr/lib/postgresql/*/bin/postgres' postgresql
need redis-server redis-server
need chromium chromium
need '/usr/lib/*/libargon2.so.1' libargon2-1
need '/lib/*/libcrypt.so.1' libcrypt1
need '/usr/lib/*/libicuuc.so.*' libicu-dev
need '/usr/share/fonts/truetype/dejavu/*' fonts-dejavu-core
need vips libvips-tools
need /usr/lib/apache2/modules/mod_auth_openidc.so libapache2-mod-auth-openidc
need /usr/lib/python3/dist-packages/authlib python3-authlib
need /usr/lib/python3/dist-packages/jwt python3-jwt
need /usr/lib/python3/dist-packages/requests python3-requests
need curl curl
need node nodejs
need npm npm
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"; exit 2; }
if ((${#missing[@]})); then
  if [ "$(id -u)" != 0 ]; then
    echo "Missing Debian packages: ${missing[*]}. Install them, or run this as root."
    exit 2
  fi
  say "Installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if (($(node -p 'process.versions.node.split(".")[0]') < 20)); then # Debian 12's own is 18
  say "Installing Node.js 22"
  npm install --silent --no-save --prefix artifacts/node node@22
  export PATH="$PWD/artifacts/node/node_modules/node/bin:$PATH"
fi

# 2. Third-party clients from npm, exactly as locked.
for folder in tests/EndToEnd.Tests tests/AppHost.Tests tests/UserDirectory.Tests samples/Spa; do
  if [ -f "$folder/package-lock.json" ] && [ ! "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then
    say "npm ci in $folder"
    npm ci --silent --no-audit --no-fund --prefix "$folder"
  fi
done

# 3. Build and format.
say "Build"
dotnet build Identity.sln -v quiet -clp:NoSummary
if (($# == 0)); then
  say "Format"
  dotnet format Identity.sln --verify-no-changes --no-restore
fi

# 4. Tests, a project after the other: they start servers and browsers, and two cores are soon full.
run() { # project, name of the result, arguments
  say "$2"
  SECONDS=0
  timeout -k 10 3000 dotnet "tests/$1/bin/Debug/net10.0/$1.dll" -noColor -noLogo -xml "$results/$2.xml" "${@:3}" >"$results/$2.log" 2>&1 || true
  grep -E '\[FAIL\]' "$results/$2.log" || true
  tail -n 1 "$results/$2.log" | sed 's/^ *//'
  echo "took ${SECONDS} s"
  [ -s "$results/$2.xml" ] || { cat "$results/$2.log"; echo "$2 ended without a result."; touch "$results/$2.crashed"; }
}
for project in tests/*.Tests; do
  name=$(basename "$project")
  if (($#)) && ! printf '%s\n' "$@" | { while read -r word; do [[ $name == *"$word"* ]] && exit 0; done; exit 1; }; then continue; fi
  run "$name" "$name"
  mapfile -t again < <([ ! -s "$results/$name.xml" ] || node tests/second-try.mjs "$results/$name.xml")
  if ((${#again[@]})); then run "$name" "$name, second try" "${again[@]}"; fi
  # The others run on both databases by themselves, or need none.
  if [ "$name" = IdentityProvider.Tests ]; then TEST_DATABASE=PostgreSql run "$name" "$name on PostgreSQL"; fi
done

# 5. The sum.
if (($#)); then coverage=; else coverage=docs/rfc-coverage.md; fi
node tests/summary.mjs "$results" tests/allowed-skips.txt $coverage
