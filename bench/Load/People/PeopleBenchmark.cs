using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Load.Scenarios;
using Load.Sockets;
using Npgsql;
using TestKit.Postgres;

namespace Load.People;

/// <summary>Runs the user API's reads and writes at growing numbers of accounts, and prints what growth costs.</summary>
internal static partial class PeopleBenchmark
{
    private const int SignedInPeople = 40;
    private const int Connections = 64;
    private const double WantedPerSecond = 1000;
    private const double ShareOfMost = 0.7;

    private static readonly TimeSpan LongestWalk = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(TimeSpan duration, IReadOnlyList<int> sizes, CancellationToken cancellationToken)
    {
        var connectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var api = await ApiUnderLoad.InstallAsync(connectionString);
        var report = new PeopleReport(sizes);
        var ids = new List<Guid>();
        foreach (var size in sizes)
        {
            report.Add(await GrowAsync(database, ids, size, cancellationToken));
            await api.StartAsync([.. Enumerable.Range(1, SignedInPeople).Select(GeneratedPeople.NameOf)], cancellationToken);
            await MeasureAsync(api, report, size, ids, duration, cancellationToken);
            await api.StopAsync();
        }

        report.Print();
    }

    private static async Task<string> GrowAsync(NpgsqlDataSource database, List<Guid> ids, int size, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var before = ids.Count;
        ids.AddRange(await new GeneratedPeople(database).GrowAsync(before, size, cancellationToken));
        var people = Stopwatch.GetElapsedTime(began);
        await new GeneratedTrail(database).GrowAsync(2 * (size - before), ids, cancellationToken);
        await ExecuteAsync(database, """
            UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE user_name = 'alice')
            WHERE password_hash IS NULL AND user_name = ANY ($1)
            """, cancellationToken, Enumerable.Range(1, SignedInPeople).Select(GeneratedPeople.NameOf).ToArray());
        await ExecuteAsync(database, "VACUUM (ANALYZE) users, user_roles, audit_log", cancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{size - before} accounts with roles and {2 * (size - before)} sealed audit records were made in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s, the accounts in {people.TotalSeconds:F0} s.");
    }

    private static async Task MeasureAsync(
        ApiUnderLoad api, PeopleReport report, int size, List<Guid> ids, TimeSpan duration, CancellationToken cancellationToken)
    {
        async Task Run(string work, Func<int, byte[]> request, double? budget = null)
        {
            await FixedRate.RunAsync(api.Port, connections: 4, perSecond: 20, TimeSpan.FromSeconds(1), request, cancellationToken); // compiled and cached
            var most = await Measurement.RunAsync(api.Port, 32, TimeSpan.FromSeconds(1.5), warmUp: true, index => new Cycle(request, index), cancellationToken);
            var rate = Math.Clamp(most.PerSecond * ShareOfMost, 1, WantedPerSecond);
            var before = api.ProcessorTime();
            var measured = await FixedRate.RunAsync(api.Port, Connections, rate, duration, request, cancellationToken);
            report.Add(work, size, measured, most.PerSecond, api.ProcessorTime() - before, budget);
        }

        Func<int, byte[]> Admin(string path)
        {
            var request = api.Get(path, api.AdminToken);
            return _ => request;
        }

        var reads = api.PeoplesTokens.Select(token => api.Get("/v1/users/profile", token)).ToArray();
        await Run("read a profile", number => reads[number % reads.Length], budget: 20);
        await Run("change a profile", number => api.Patch(
            "/v1/users/profile", $$"""{"nickname":"n{{number}}"}""", api.PeoplesTokens[number % api.PeoplesTokens.Count]));
        await Run("list, page 1", Admin("/v1/users"));
        await Run("list, page 100 by number (100 on a page)", Admin("/v1/users?limit=100&page=100"), budget: 50);
        var (row, cursor) = await WalkAsync(api, size, cancellationToken);
        await Run($"list, by cursor behind row {PeopleReport.Thousands(row)}", Admin($"/v1/users?limit=100&cursor={cursor}"), budget: 50);
        var rare = Enumerable.Range(0, 50).Select(index => api.Get($"/v1/users?q={GeneratedPeople.Last(index * 37)[1..]}", api.AdminToken)).ToArray();
        await Run("search by part of a name", number => rare[number % rare.Length], budget: 50);
        await Run("search by a part that all have", Admin("/v1/users?q=mail.exam"), budget: 50);
        var trails = Enumerable.Range(0, 50)
            .Select(index => api.Get($"/v1/admin/audit-logs?person={ids[index * (ids.Count / 50)]}", api.AdminToken)).ToArray();
        await Run("audit records of a person", number => trails[number % trails.Length], budget: 50);
        await Run("audit records by action and outcome", Admin("/v1/admin/audit-logs?action=user.*&outcome=failure"), budget: 50);
    }

    /// <summary>Goes on by cursor as deep as the list is, or as the time allows.</summary>
    private static async Task<(int Row, string Cursor)> WalkAsync(ApiUnderLoad api, int size, CancellationToken cancellationToken)
    {
        using var connection = new Connection();
        await connection.OpenAsync(api.Port, cancellationToken);
        var (began, row, cursor) = (Stopwatch.GetTimestamp(), 0, "");
        while (row + 200 <= size && Stopwatch.GetElapsedTime(began) < LongestWalk)
        {
            await connection.SendAsync(api.Get($"/v1/users?limit=100{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}", api.AdminToken), cancellationToken);
            if (connection.Status != 200) throw new InvalidOperationException($"{connection.Status}: {Encoding.UTF8.GetString(connection.Body.Span)}");
            cursor = NextCursor(connection);
            row += 100;
        }

        return (row, cursor);
    }

    // The body comes in chunks; JSON itself has no such break in it.
    private static string NextCursor(Connection connection)
    {
        var text = ChunkSize().Replace(Encoding.UTF8.GetString(connection.Body.Span), "");
        var meta = text[text.LastIndexOf("\"next_cursor\":", StringComparison.Ordinal)..];
        return JsonElement.Parse("{" + meta[..(meta.IndexOf('}', StringComparison.Ordinal) + 1)]).GetProperty("next_cursor").GetString()!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken, string[]? names = null)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        if (names is not null) command.Parameters.Add(new NpgsqlParameter { Value = names });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex("\r\n[0-9a-fA-F]+\r\n")]
    private static partial Regex ChunkSize();
}
