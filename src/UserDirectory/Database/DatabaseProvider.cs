namespace UserDirectory.Database;

/// <summary>The values of <c>Database:Provider</c>.</summary>
internal enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}
