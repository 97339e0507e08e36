using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Reads the trail, the newest record first.</summary>
public sealed class AuditTrail
{
    private const int CountedRows = 10_001;
    private const int BatchSize = 1000;

    private readonly IdentityDb _db;
    private readonly SubjectKeys _keys;

    internal AuditTrail(IdentityDb db, SubjectKeys keys) => (_db, _keys) = (db, keys);

    public async Task<AuditPage> FindAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        await using var search = await _db.BeginSearchAsync(cancellationToken);
        var total = await CountAsync(query, cancellationToken);
        var skip = query.After is null ? ((query.Page ?? 1) - 1) * query.Limit : 0;
        var (items, next) = await ReadAsync(query, skip, cancellationToken);
        return new AuditPage(items, total, total == CountedRows, next);
    }

    /// <summary>One record.</summary>
    public async Task<AuditTrailEntry?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await _db.Set<AuditRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return row is null ? null : (await ReadAsync([row], cancellationToken))[0];
    }

    /// <summary>All records that the query selects, in batches, so that their number costs no memory. That they were taken out is recorded first.</summary>
    public async Task<IAsyncEnumerable<AuditTrailEntry>> ExportAsync(
        AuditQuery query, string format, Actor actor, CancellationToken cancellationToken)
    {
        _db.Audit(new AuditEntry("audit.exported", actor) { TargetType = "audit_log", NewValues = Described(query, format) });
        await _db.SaveChangesAsync(cancellationToken);
        _db.ChangeTracker.Clear();
        return ReadAllAsync(query with { Page = null, Limit = BatchSize, After = null }, cancellationToken);
    }

    private async IAsyncEnumerable<AuditTrailEntry> ReadAllAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AuditCursor? after = null;
        do
        {
            IReadOnlyList<AuditTrailEntry> items;
            // No transaction is left open while a slow reader takes its time.
            await using (await _db.BeginSearchAsync(cancellationToken))
                (items, after) = await ReadAsync(query with { After = after }, skip: 0, cancellationToken);
            foreach (var item in items)
                yield return item;
        }
        while (after is not null);
    }

    private async Task<long> CountAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var total = 0L;
        foreach (var part in AuditSelection.Of(_db, query))
            total += await part.Take(CountedRows).LongCountAsync(cancellationToken);
        return Math.Min(total, CountedRows);
    }

    private async Task<(IReadOnlyList<AuditTrailEntry> Items, AuditCursor? Next)> ReadAsync(
        AuditQuery query, int skip, CancellationToken cancellationToken)
    {
        var rows = await AuditSelection.Newest(_db, query, skip, query.Limit + 1).ToListAsync(cancellationToken); // one more tells of a next page
        var items = await ReadAsync([.. rows.Take(query.Limit)], cancellationToken);
        return (items, rows.Count > query.Limit ? new AuditCursor(items[^1].OccurredAt, items[^1].Id) : null);
    }

    private async Task<IReadOnlyList<AuditTrailEntry>> ReadAsync(IReadOnlyList<AuditRow> rows, CancellationToken cancellationToken)
    {
        var keys = await _keys.FindAsync(_db, rows.SelectMany(AuditCipher.SubjectsOf), cancellationToken);
        var names = await AuditNames.FindAsync(_db, rows, cancellationToken);
        return [.. rows.Select(row => Read(row, AuditCipher.Decrypt(row, keys), names))];
    }

    private static JsonObject Described(AuditQuery query, string format)
    {
        var described = new JsonObject { ["format"] = format };
        (string Name, JsonNode? Value)[] filters =
        [
            ("person", query.PersonId?.ToString()), ("actor_id", query.ActorId?.ToString()), ("target_type", query.TargetType),
            ("target_id", query.TargetId), ("action", query.Action), ("succeeded", query.Succeeded), ("from", query.From), ("to", query.To),
        ];
        foreach (var (name, value) in filters)
            if (value is not null) described[name] = value;
        return described;
    }

    private static AuditTrailEntry Read(AuditRow row, AuditPersonalData personal, AuditNames names) => new()
    {
        Id = row.Id,
        OccurredAt = row.OccurredAt,
        Action = row.Action,
        Succeeded = row.Succeeded,
        Position = row.Position,
        ActorId = row.ActorId,
        ActorName = names.OfActor(row),
        ClientId = row.ClientId,
        TargetType = row.TargetType,
        TargetId = row.TargetId,
        TargetName = names.OfTarget(row),
        OldValues = personal.OldValues,
        NewValues = personal.NewValues,
        Detail = personal.Detail,
        IpAddress = personal.IpAddress,
        UserAgent = personal.UserAgent,
        TraceId = row.TraceId,
    };
}
