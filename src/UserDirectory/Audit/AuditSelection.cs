using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Which rows a query of the trail selects, in a form in which each database walks along an index.</summary>
internal static class AuditSelection
{
    /// <summary>The newest rows of the query, behind its cursor.</summary>
    public static IQueryable<AuditRow> Newest(IdentityDb db, AuditQuery query, int skip, int take)
    {
        var parts = Of(db, query).Select(part => Ordered(Behind(part, query.After))).ToList();
        return parts is [var first, var second]
            ? Ordered(first.Take(skip + take).Concat(second.Take(skip + take))).Skip(skip).Take(take)
            : parts[0].Skip(skip).Take(take);
    }

    /// <summary>The rows of a query, in parts that share none: what a person did and what was done to them are looked up apart, because
    /// an OR over two columns would go through the whole trail.</summary>
    public static IReadOnlyList<IQueryable<AuditRow>> Of(IdentityDb db, AuditQuery query)
    {
        var rows = Filtered(db.Set<AuditRow>().AsNoTracking(), query);
        if (query.PersonId is not { } person) return [rows];
        var subject = person.ToString();
        return
        [
            rows.Where(row => row.ActorId == person),
            rows.Where(row => row.TargetId == subject && row.TargetType == AuditEntry.UserTarget && (row.ActorId == null || row.ActorId != person)),
        ];
    }

    private static IQueryable<AuditRow> Filtered(IQueryable<AuditRow> rows, AuditQuery query)
    {
        if (query.ActorId is { } actorId) rows = rows.Where(row => row.ActorId == actorId);
        if (query.TargetType is { } targetType) rows = rows.Where(row => row.TargetType == targetType);
        if (query.TargetId is { } targetId) rows = rows.Where(row => row.TargetId == targetId);
        if (query.Succeeded is true) rows = rows.Where(row => row.Succeeded);
        if (query.Succeeded is false) rows = rows.Where(row => !row.Succeeded); // as the index of failures says it
        if (query.From is { } from) rows = rows.Where(row => row.OccurredAt >= from);
        if (query.To is { } to) rows = rows.Where(row => row.OccurredAt < to);
        if (query.Action is not { } action) return rows;
        if (!action.EndsWith('*')) return rows.Where(row => row.Action == action);
        var beginning = action[..^1];
        return rows.Where(row => row.Action.StartsWith(beginning));
    }

    // The bound on occurred_at alone is what the index is entered by.
    private static IQueryable<AuditRow> Behind(IQueryable<AuditRow> rows, AuditCursor? after) => after is null
        ? rows
        : rows.Where(row => row.OccurredAt <= after.OccurredAt && (row.OccurredAt < after.OccurredAt || row.Id < after.Id));

    private static IQueryable<AuditRow> Ordered(IQueryable<AuditRow> rows) =>
        rows.OrderByDescending(row => row.OccurredAt).ThenByDescending(row => row.Id);
}
