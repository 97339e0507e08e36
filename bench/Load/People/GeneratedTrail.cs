using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using UserDirectory.Audit;

namespace Load.People;

/// <summary>Makes records of the last sixty days, sealed as the product seals them, so that the chain can be verified afterwards. They say
/// nothing personal, so nothing in them is encrypted.</summary>
internal sealed class GeneratedTrail(NpgsqlDataSource database)
{
    private const int Days = 60;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // What people mostly do; the rest are rare.
    private static readonly (int Percent, string Action)[] Acts =
    [
        (60, "user.signed_in"), (78, "session.ended"), (88, "user.profile_updated"), (96, "user.sign_in_refused"), (99, "user.registered"),
        (100, "grant.revoked"),
    ];

    public async Task GrowAsync(int count, IReadOnlyList<Guid> people, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        await MakePartitionsAsync(connection, now, cancellationToken);
        await using var indexes = await PutOffIndexes.OfAsync(connection, "audit_log", cancellationToken);
        var head = await HeadAsync(connection, cancellationToken);
        head = await CopyAsync(connection, count, people, now.AddMinutes(-5), head, cancellationToken);
        await using var move = new NpgsqlCommand("UPDATE audit_chain SET position = $1, seal = $2", connection)
        {
            Parameters = { new() { Value = head.Position }, new() { Value = head.Seal } },
        };
        await move.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<(long Position, byte[] Seal)> CopyAsync(
        NpgsqlConnection connection, int count, IReadOnlyList<Guid> people, DateTimeOffset until, (long Position, byte[] Seal) head,
        CancellationToken cancellationToken)
    {
        const string Columns = "id, occurred_at, position, seal, action, succeeded, actor_id, client_id, target_type, target_id";
        var span = TimeSpan.FromDays(Days);
        await using var copy = await connection.BeginBinaryImportAsync($"COPY audit_log ({Columns}) FROM STDIN (FORMAT binary)", cancellationToken);
        copy.Timeout = Longest;
        for (var number = 0; number < count; number++)
        {
            var at = until - span + (span * ((double)number / count));
            var percent = Mixed(number) % 100;
            var person = people[(int)(Mixed(number + count) % people.Count)];
            var row = new AuditRow
            {
                Id = Guid.CreateVersion7(at),
                OccurredAt = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
                Action = Acts.First(act => percent < act.Percent).Action,
                TargetType = AuditEntry.UserTarget,
                TargetId = person.ToString(),
            };
            row.Succeeded = row.Action != "user.sign_in_refused";
            if (row.Succeeded) (row.ActorId, row.ClientId) = (person, "bench-web");
            head = (head.Position + 1, AuditChain.Seal(head.Seal, row, head.Position + 1));

            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(row.Id, cancellationToken);
            await copy.WriteAsync(row.OccurredAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(head.Position, cancellationToken);
            await copy.WriteAsync(head.Seal, cancellationToken);
            await copy.WriteAsync(row.Action, cancellationToken);
            await copy.WriteAsync(row.Succeeded, cancellationToken);
            if (row.ActorId is { } actor) await copy.WriteAsync(actor, cancellationToken);
            else await copy.WriteNullAsync(cancellationToken);
            if (row.ClientId is { } client) await copy.WriteAsync(client, cancellationToken);
            else await copy.WriteNullAsync(cancellationToken);
            await copy.WriteAsync(row.TargetType, cancellationToken);
            await copy.WriteAsync(row.TargetId, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
        return head;
    }

    // Without an order that shows, and the same in every run.
    private static uint Mixed(int number)
    {
        var mixed = (uint)number;
        mixed = (mixed ^ (mixed >> 16)) * 0x7feb352d;
        mixed = (mixed ^ (mixed >> 15)) * 0x846ca68b;
        return mixed ^ (mixed >> 16);
    }

    private static async Task<(long Position, byte[] Seal)> HeadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var make = new NpgsqlCommand("INSERT INTO audit_chain (id, position, seal) VALUES ($1, 0, $2) ON CONFLICT (id) DO NOTHING", connection)
        {
            Parameters = { new() { Value = AuditChainHead.TheOne }, new() { Value = AuditChain.Beginning } },
        };
        await make.ExecuteNonQueryAsync(cancellationToken);
        await using var read = new NpgsqlCommand("SELECT position, seal FROM audit_chain", connection);
        await using var reader = await read.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    // The product makes those of this month and the next; time has passed in what is made here.
    private static async Task MakePartitionsAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var month = new DateOnly(now.Year, now.Month, 1);
        for (var back = (Days / 28) + 1; back > 0; back--)
        {
            var first = month.AddMonths(-back);
            var sql = string.Create(
                CultureInfo.InvariantCulture,
                $"CREATE TABLE IF NOT EXISTS audit_log_{first:yyyy_MM} PARTITION OF audit_log FOR VALUES FROM ('{first:yyyy-MM-dd} 00:00:00+00') TO ('{first.AddMonths(1):yyyy-MM-dd} 00:00:00+00')");
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
