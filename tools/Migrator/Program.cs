// The start-up project of `dotnet ef`, which finds the context factories beside this file. It is never shipped and never run:
// tools/migrations.sh says how migrations are made.
return 0;
