#!/bin/sh
# Makes the migrations of both databases from the model.
#
#   tools/migrations.sh            makes the one Initial migration anew (before the first release)
#   tools/migrations.sh check      fails when the model has changes that no migration has
#   tools/migrations.sh add NAME   adds a migration for what changed
set -eu
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
project=src/UserDirectory
folder=$project/Database/Migrations

ef() {
    dotnet ef "$@" --no-build --project $project --startup-project tools/Migrator
}

build() {
    dotnet build tools/Migrator -v q -clp:ErrorsOnly
}

# The initial migration keeps its id when it is made anew, so that its files keep their names.
settle_id() {
    for file in "$folder/$1"/*_Initial*.cs; do
        sed -i 's/[0-9]\{14\}_Initial/20260101000000_Initial/' "$file"
        mv "$file" "$folder/$1/20260101000000_${file#*_}"
    done
}

# What the model cannot say is in $folder/Sql; the initial migration runs it after its own statements.
append_sql() {
    file=$folder/$1/20260101000000_Initial.cs
    awk '/protected override void Up\(/ { up = 1 }
         up && /^        }\r?$/ { print "\n            InitialSql.Apply(migrationBuilder);"; up = 0 }
         { print }' "$file" > "$file.new"
    mv "$file.new" "$file"
}

dotnet tool restore > /dev/null
case "${1:-initial}" in
initial)
    rm -rf "$folder/Sqlite" "$folder/Postgres"
    build
    for database in Sqlite Postgres; do
        ef migrations add Initial --context ${database}IdentityDb --output-dir Database/Migrations/$database
        settle_id $database
        append_sql $database
    done
    ;;
add)
    build
    for database in Sqlite Postgres; do
        ef migrations add "$2" --context ${database}IdentityDb --output-dir Database/Migrations/$database
    done
    ;;
check)
    build
    for database in Sqlite Postgres; do
        ef migrations has-pending-model-changes --context ${database}IdentityDb
    done
    ;;
*)
    echo "usage: tools/migrations.sh [initial | check | add NAME]" >&2
    exit 2
    ;;
esac
