using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Reads the trail, the newest record first.</summary>
public sealed class AuditTrail
{
    private const int CountedRows = 10_001;

    private readonly IdentityDb _db;
    private readonly SubjectKeys _keys;

    internal AuditTrail(IdentityDb db, SubjectKeys keys) => (_db, _keys) = (db, keys);

    public async Task<AuditPage> FindAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var found = Filtered(query);
        var total = await found.Take(CountedRows).LongCountAsync(cancellationToken);
        var page = query.After is { } after
            ? found.Where(row => row.OccurredAt <= after.OccurredAt && (row.OccurredAt < after.OccurredAt || row.Id < after.Id))
            : found;
        var rows = await page
            .OrderByDescending(row => row.OccurredAt).ThenByDescending(row => row.Id)
            .Skip(query.After is null ? ((query.Page ?? 1) - 1) * query.Limit : 0)
            .Take(query.Limit + 1)
            .ToListAsync(cancellationToken);

        var keys = await _keys.FindAsync(_db, rows.SelectMany(AuditCipher.SubjectsOf), cancellationToken);
        var items = rows.Take(query.Limit).Select(row => Read(row, AuditCipher.Decrypt(row, keys))).ToList();
        var next = rows.Count > query.Limit ? new AuditCursor(items[^1].OccurredAt, items[^1].Id) : null;
        return new AuditPage(items, total, total == CountedRows, next);
    }

    private IQueryable<AuditRow> Filtered(AuditQuery query)
    {
        var rows = _db.Set<AuditRow>().AsNoTracking();
        if (query.ActorId is { } actorId) rows = rows.Where(row => row.ActorId == actorId);
        if (query.TargetId is { } targetId) rows = rows.Where(row => row.TargetId == targetId);
        if (query.Action is { } action) rows = rows.Where(row => row.Action == action);
        if (query.Succeeded is { } succeeded) rows = rows.Where(row => row.Succeeded == succeeded);
        if (query.From is { } from) rows = rows.Where(row => row.OccurredAt >= from);
        if (query.To is { } to) rows = rows.Where(row => row.OccurredAt < to);
        return rows;
    }

    private static AuditTrailEntry Read(AuditRow row, AuditPersonalData personal) => new()
    {
        Id = row.Id,
        OccurredAt = row.OccurredAt,
        Action = row.Action,
        Succeeded = row.Succeeded,
        Position = row.Position,
        ActorId = row.ActorId,
        ClientId = row.ClientId,
        TargetType = row.TargetType,
        TargetId = row.TargetId,
        OldValues = personal.OldValues,
        NewValues = personal.NewValues,
        Detail = personal.Detail,
        IpAddress = personal.IpAddress,
        UserAgent = personal.UserAgent,
        TraceId = row.TraceId,
    };
}
