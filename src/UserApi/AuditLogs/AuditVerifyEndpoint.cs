using System.Globalization;
using System.Security.Cryptography;
using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;
using UserApi.Requests;
using UserDirectory.Audit;

namespace UserApi.AuditLogs;

/// <summary>Goes along the chain of the trail, for some seconds at most; the answer says how far it came, and where to go on.</summary>
internal static class AuditVerifyEndpoint
{
    private static readonly HashSet<string> Known = ["after", "seal"];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // It is hard work: one at a time in each process.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    public static async Task<IResult> GetAsync(HttpContext http, AuditVerification verification, CancellationToken cancellationToken)
    {
        if (QueryText.Refuse(http.Request.Query, Known) is { } refusal) return refusal;
        if (!TryReadAnchor(http.Request.Query, out var anchor, out var faults)) return ApiProblem.Invalid(faults);
        if (!await Turn.WaitAsync(Longest, cancellationToken)) return ApiProblem.Unavailable(Longest);
        try
        {
            return ApiResults.Ok(AuditMapping.ToResource(await verification.VerifyAsync(anchor, Longest, cancellationToken)));
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>Both or none: a place, and the seal that the caller knows it to have.</summary>
    private static bool TryReadAnchor(IQueryCollection query, out AuditAnchor? anchor, out List<(string, string)> faults)
    {
        anchor = null;
        faults = [];
        var (after, seal) = (QueryText.Of(query, "after", 20, faults), QueryText.Of(query, "seal", 64, faults));
        if (after is null && seal is null) return faults.Count == 0;
        if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || position < 1)
            faults.Add(("after", "It must be the position of a record, from 1, with its seal."));
        var bytes = new byte[SHA256.HashSizeInBytes + 1];
        var text = seal?.Replace(' ', '+').Replace('-', '+').Replace('_', '/') ?? ""; // also as it comes out of a query that was not encoded
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length != SHA256.HashSizeInBytes)
            faults.Add(("seal", "It must be the seal at this position, 32 bytes in base64."));
        if (faults.Count == 0) anchor = new AuditAnchor(position, bytes.AsMemory(0, length));
        return faults.Count == 0;
    }
}
