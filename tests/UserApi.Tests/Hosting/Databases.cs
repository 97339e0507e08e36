// Each test compares what all tables hold, so no other test may write meanwhile.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace UserApi.Tests.Hosting;

/// <summary>What the suite runs on.</summary>
internal static class Databases
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    public static TheoryData<string> Each => [Sqlite, Postgres];
}
