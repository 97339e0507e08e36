using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.PersonalActivity;

/// <summary>The trail as the person sees it whom it is about.</summary>
public sealed class OwnActivity
{
    private const int CountedRows = 10_001;

    private readonly IdentityDb _db;
    private readonly SubjectKeys _keys;

    internal OwnActivity(IdentityDb db, SubjectKeys keys) => (_db, _keys) = (db, keys);

    public async Task<ActivityPage> FindAsync(Guid userId, ActivityQuery query, CancellationToken cancellationToken)
    {
        var (did, suffered) = (Filtered(Did(userId), query), Filtered(Suffered(userId), query));
        var total = Math.Min(CountedRows, await CountAsync(did, cancellationToken) + await CountAsync(suffered, cancellationToken));
        var skipped = query.After is null ? ((query.Page ?? 1) - 1) * query.Limit : 0;

        // Each half has its own index; together they would have none.
        var places = (await PlacesAsync(did, query, skipped, cancellationToken)).Concat(await PlacesAsync(suffered, query, skipped, cancellationToken))
            .OrderByDescending(place => place.OccurredAt).ThenByDescending(place => place.Id)
            .Skip(skipped).Take(query.Limit + 1).ToList();
        var items = await ReadAsync(userId, [.. places.Take(query.Limit)], cancellationToken);
        var next = places.Count > query.Limit ? new ActivityCursor(items[^1].OccurredAt, items[^1].Id) : null;
        return new ActivityPage(items, total, total == CountedRows, next);
    }

    private IQueryable<AuditRow> Did(Guid userId) => _db.Set<AuditRow>().AsNoTracking().Where(row => row.ActorId == userId);

    private IQueryable<AuditRow> Suffered(Guid userId)
    {
        var target = userId.ToString();
        return _db.Set<AuditRow>().AsNoTracking()
            .Where(row => row.TargetId == target && row.TargetType == AuditEntry.UserTarget && (row.ActorId == null || row.ActorId != userId));
    }

    private static IQueryable<AuditRow> Filtered(IQueryable<AuditRow> rows, ActivityQuery query)
    {
        if (query.Action is { } action) rows = rows.Where(row => row.Action == action);
        if (query.Actions is { } actions) rows = rows.Where(row => actions.Contains(row.Action));
        if (query.Succeeded is { } succeeded) rows = rows.Where(row => row.Succeeded == succeeded);
        if (query.From is { } from) rows = rows.Where(row => row.OccurredAt >= from);
        if (query.To is { } to) rows = rows.Where(row => row.OccurredAt < to);
        return rows;
    }

    private static Task<int> CountAsync(IQueryable<AuditRow> rows, CancellationToken cancellationToken) =>
        rows.Take(CountedRows).CountAsync(cancellationToken);

    private static Task<List<ActivityCursor>> PlacesAsync(IQueryable<AuditRow> rows, ActivityQuery query, int skipped, CancellationToken cancellationToken)
    {
        if (query.After is { } after)
            rows = rows.Where(row => row.OccurredAt <= after.OccurredAt && (row.OccurredAt < after.OccurredAt || row.Id < after.Id));
        return rows
            .OrderByDescending(row => row.OccurredAt).ThenByDescending(row => row.Id)
            .Take(skipped + query.Limit + 1)
            .Select(row => new ActivityCursor(row.OccurredAt, row.Id))
            .ToListAsync(cancellationToken);
    }

    private async Task<List<OwnAct>> ReadAsync(Guid userId, List<ActivityCursor> places, CancellationToken cancellationToken)
    {
        if (places.Count == 0) return [];
        var ids = places.ConvertAll(place => place.Id);
        var (newest, oldest) = (places[0].OccurredAt, places[^1].OccurredAt);
        var rows = await _db.Set<AuditRow>().AsNoTracking()
            .Where(row => ids.Contains(row.Id) && row.OccurredAt <= newest && row.OccurredAt >= oldest)
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        var keys = await _keys.FindAsync(_db, rows.Values.SelectMany(AuditCipher.SubjectsOf), cancellationToken);
        return [.. ids.Select(id => Show(userId, rows[id], AuditCipher.Decrypt(rows[id], keys)))];
    }

    // What was done to somebody else is told, and not to whom or what about them.
    private static OwnAct Show(Guid userId, AuditRow row, AuditPersonalData personal)
    {
        var isOwn = row.ActorId == userId;
        var isAboutOther = row.TargetType == AuditEntry.UserTarget && row.TargetId != userId.ToString();
        return new OwnAct
        {
            Id = row.Id,
            OccurredAt = row.OccurredAt,
            Action = row.Action,
            Succeeded = row.Succeeded,
            By = ByOf(row, isOwn),
            ClientId = row.ClientId,
            Detail = isAboutOther ? null : personal.Detail,
            OldValues = isAboutOther ? null : personal.OldValues,
            NewValues = isAboutOther ? null : personal.NewValues,
            IpAddress = isOwn ? personal.IpAddress : null,
            UserAgent = isOwn ? personal.UserAgent : null,
        };
    }

    private static string ByOf(AuditRow row, bool isOwn) =>
        isOwn ? ActedBy.You
        : row.ActorId is not null ? ActedBy.Administrator
        : row.ActorData is not null && row.ClientId is null ? ActedBy.Stranger
        : row.ClientId is not null ? ActedBy.App
        : ActedBy.System;
}
