using System.Security.Cryptography;
using System.Text.Json;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;

namespace UserApi.Requests;

/// <summary>A resource that has no version of its own: its entity tag is made of what is shown.</summary>
internal static class ShownAnswer
{
    /// <summary>The resource, or 304 when the caller has it (RFC 9110 §13.1.2).</summary>
    public static IResult Of<T>(HttpContext http, T resource)
    {
        var version = Version(resource);
        ETags.Set(http.Response, version);
        return ETags.IsCurrent(http.Request, version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : ApiResults.Ok(resource);
    }

    public static long Version<T>(T resource) =>
        BitConverter.ToInt64(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(resource, ApiJson.Options))) & long.MaxValue;
}
