using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Concurrency;

/// <summary>Strong entity tags made from a row's version (RFC 9110 §8.8.3), and the conditions on them.</summary>
public static class ETags
{
    /// <summary>The tag of a version, with its quotes.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static void Set(HttpResponse response, long version) => response.Headers.ETag = Of(version);

    /// <summary>If-None-Match of a read (RFC 9110 §13.1.2): true says that the caller's copy is current, so the answer is 304.</summary>
    public static bool IsCurrent(HttpRequest request, long version) => IsCurrent(request, Of(version));

    /// <summary>The same for what has no version: <paramref name="etag"/> is a strong tag with its quotes.</summary>
    public static bool IsCurrent(HttpRequest request, string etag)
    {
        var tags = request.GetTypedHeaders().IfNoneMatch;
        var tag = new EntityTagHeaderValue(etag);
        return tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false));
    }

    /// <summary>If-Match of a write (RFC 9110 §13.1.1). The version belongs into the WHERE of the write.</summary>
    /// <param name="version">The one version that may be overwritten; null when the caller sets no condition, or <c>*</c>.</param>
    /// <param name="problem">412 when no tag can be one of ours, 400 when the header cannot be read or names several versions.</param>
    public static bool TryReadIfMatch(HttpRequest request, out long? version, [NotNullWhen(false)] out ApiProblem? problem)
    {
        (version, problem) = (null, null);
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return true;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags))
        {
            problem = ApiProblem.BadRequest("invalid_if_match", "The If-Match header cannot be read: send back the ETag as it came.");
            return false;
        }

        if (tags.Any(EntityTagHeaderValue.Any.Equals)) return true;
        var versions = tags.Select(Version).OfType<long>().Distinct().ToArray();
        if (versions.Length == 1)
        {
            version = versions[0];
            return true;
        }

        problem = versions.Length == 0
            ? ApiProblem.PreconditionFailed()
            : ApiProblem.BadRequest("invalid_if_match", "The If-Match header names several versions: send the one that you read.");
        return false;
    }

    // A weak tag never matches here (§13.1.1: strong comparison).
    private static long? Version(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(tag.Tag.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
