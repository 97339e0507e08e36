using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Errors;
using OidcEngine.Refusals;
using UserDirectory.Database;

namespace UserDirectory.Refusals;

/// <summary>Looks up refused requests that have not expired.</summary>
public sealed class RefusalSearch(IdentityDb db, TimeProvider time)
{
    private const int CountedRows = 10_001;

    /// <summary>The request with this support code, in the one spelling that codes have.</summary>
    public async Task<KeptRefusal?> FindAsync(string code, CancellationToken cancellationToken)
    {
        var row = await Live().FirstOrDefaultAsync(row => row.Code == code, cancellationToken);
        return row is null ? null : Show(row);
    }

    /// <summary>The newest first.</summary>
    public async Task<RefusalPage> FindAsync(RefusalQuery query, CancellationToken cancellationToken)
    {
        await using var search = await db.BeginSearchAsync(cancellationToken);
        var live = Live();
        if (query.ClientId is { } clientId) live = live.Where(row => row.ClientId == clientId);
        var total = await live.Take(CountedRows).LongCountAsync(cancellationToken);

        var page = query.After is { } after ? live.Where(row => row.Id < after) : live;
        var skip = query.After is null ? ((query.Page ?? 1) - 1) * query.Limit : 0;
        var rows = await page.OrderByDescending(row => row.Id).Skip(skip).Take(query.Limit + 1).ToListAsync(cancellationToken);
        Guid? next = rows.Count > query.Limit ? rows[query.Limit - 1].Id : null;
        return new RefusalPage([.. rows.Take(query.Limit).Select(Show)], total, total == CountedRows, next);
    }

    private IQueryable<RefusedRequestRow> Live()
    {
        var now = time.GetUtcNow();
        return db.Set<RefusedRequestRow>().AsNoTracking().Where(row => row.ExpiresAt > now);
    }

    private static KeptRefusal Show(RefusedRequestRow row) => new(
        new RefusedRequest
        {
            SupportCode = row.Code,
            Endpoint = row.Endpoint,
            OccurredAt = row.OccurredAt,
            ClientId = row.ClientId,
            Error = new OAuthError(row.Error, row.Description, row.Status) { Detail = row.Detail, Reason = ReasonOf(row) },
            Parameters = JsonSerializer.Deserialize<List<ShownParameter>>(row.Parameters)!,
        },
        row.ExpiresAt);

    private static RefusalReason? ReasonOf(RefusedRequestRow row) =>
        row is { Rule: { } rule, Clause: { } clause, Fix: { } fix }
            ? new RefusalReason(rule, clause, fix) { Expected = row.Expected, Received = row.Received }
            : null;
}

/// <summary>A refused request, and until when it can be looked up.</summary>
public sealed record KeptRefusal(RefusedRequest Request, DateTimeOffset ExpiresAt);

/// <summary>Which refused requests are looked for.</summary>
public sealed record RefusalQuery
{
    public string? ClientId { get; init; }

    /// <summary>From 1; null with <see cref="After"/>.</summary>
    public int? Page { get; init; }
    public required int Limit { get; init; }

    /// <summary>The last of the page before.</summary>
    public Guid? After { get; init; }
}

/// <summary>One page of refused requests.</summary>
/// <param name="TotalCapped">Counting stopped: there are at least <paramref name="Total"/>.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record RefusalPage(IReadOnlyList<KeptRefusal> Items, long Total, bool TotalCapped, Guid? Next);
