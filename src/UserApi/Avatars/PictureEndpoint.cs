using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Problems;
using ServiceDefaults.RateLimiting;
using UserApi.Requests;
using UserDirectory.Avatars;

namespace UserApi.Avatars;

/// <summary>Anybody's picture, for anybody, by the account's id alone: other apps show it where claims name it. There is always one.</summary>
internal static class PictureEndpoint
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "size", "v");
    private static readonly string[] Sizes = [.. AvatarSizes.All.Order().Select(size => size.ToString(CultureInfo.InvariantCulture))];

    public static void Map(RouteGroupBuilder v1) => v1.MapRead("/users/{id:guid}/avatar", GetAsync)
        .AllowAnonymous()
        .LimitRate(limits => limits.Pictures)
        .WithMetadata(new PublicAnswer())
        .Describe(AvatarOperations.Picture);

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, AvatarPictures pictures, CancellationToken cancellationToken)
    {
        if (!TryReadSize(http.Request.Query, out var size, out var problem)) return problem;
        var owner = await pictures.FindAsync(id, cancellationToken);
        while (owner?.Version is { } version)
        {
            var etag = string.Create(CultureInfo.InvariantCulture, $"\"{version:N}-{size}\"");
            if (ETags.IsCurrent(http.Request, etag)) return Current(http, etag);
            switch (await pictures.ReadAsync(id, version, size, cancellationToken))
            {
                case PictureReading.Found(var content):
                    return Show(http, content, "image/webp", etag);
                case PictureReading.Unavailable:
                    return ApiProblem.Unavailable(TimeSpan.FromSeconds(10));
            }

            owner = await pictures.FindAsync(id, cancellationToken);
            if (owner?.Version != version) continue; // it was replaced while we looked
            pictures.ReportLost(id, version);
            break;
        }

        var drawing = InitialsPicture.Draw(id, owner?.Name, size);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(drawing).AsSpan(0, 8))}\"";
        return ETags.IsCurrent(http.Request, tag) ? Current(http, tag) : Show(http, drawing, InitialsPicture.ContentType, tag);
    }

    private static StatusCodeHttpResult Current(HttpContext http, string etag)
    {
        SetHeaders(http.Response, etag);
        return TypedResults.StatusCode(StatusCodes.Status304NotModified);
    }

    private static FileContentHttpResult Show(HttpContext http, byte[] content, string type, string etag)
    {
        SetHeaders(http.Response, etag);
        return TypedResults.Bytes(content, type);
    }

    // Opened as a page of its own it can load and run nothing; within pages of others it may be shown.
    private static void SetHeaders(HttpResponse response, string etag)
    {
        response.Headers.ETag = etag;
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    private static bool TryReadSize(IQueryCollection query, out int size, out ApiProblem problem)
    {
        var faults = new List<(string, string)>();
        problem = QueryText.Refuse(query, Known)!;
        size = AvatarSizes.Default;
        if (problem is not null) return false;
        if (QueryText.OneOf(query, "size", Sizes, faults) is { } wanted && faults.Count == 0)
            size = int.Parse(wanted, CultureInfo.InvariantCulture);
        if (faults.Count > 0) problem = ApiProblem.Invalid(faults);
        return faults.Count == 0;
    }
}
