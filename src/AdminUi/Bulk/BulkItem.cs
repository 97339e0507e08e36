using System.Net;
using AdminUi.Api;

namespace AdminUi.Bulk;

/// <summary>One of the accounts, and what became of it.</summary>
internal sealed record BulkItem(Guid Id, string Name, string Username, string? Status)
{
    public BulkOutcome? Outcome { get; init; }
}

/// <param name="Reason">Why not, in the API's words.</param>
/// <param name="EndsAll">The next one would not fare better: there is no answer at all, or no more allowed for now.</param>
internal sealed record BulkOutcome(string Kind, string? Reason = null, bool EndsAll = false)
{
    public static BulkOutcome Done { get; } = new("done");

    public static BulkOutcome NotTried { get; } = new("untried");

    public static BulkOutcome Of(ApiRefusal? refusal) => refusal is null
        ? Done
        : new BulkOutcome("refused", refusal.Detail, refusal.IsOutage || refusal.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized);
}
