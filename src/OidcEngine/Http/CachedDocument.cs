using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OidcEngine.Http;

/// <summary>A public JSON document that is written once and served often.</summary>
internal sealed class CachedDocument : IResult
{
    private readonly byte[] _bytes;
    private readonly string _etag;

    private CachedDocument(byte[] bytes)
    {
        _bytes = bytes;
        _etag = $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 12))}\"";
    }

    /// <summary>Writes the document; <paramref name="writeMembers"/> writes into an object that is already open.</summary>
    public static CachedDocument Create<TState>(TState state, Action<Utf8JsonWriter, TState> writeMembers) =>
        new(JsonResponse.ToBytes(state, writeMembers));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = _etag;
        response.Headers.CacheControl = "public, max-age=300";
        if (IsKnown(httpContext.Request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = "application/json";
        response.ContentLength = _bytes.Length;
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        await response.BodyWriter.WriteAsync(_bytes, httpContext.RequestAborted);
    }

    private bool IsKnown(HttpRequest request)
    {
        foreach (var known in request.GetTypedHeaders().IfNoneMatch)
            if (known.Equals(EntityTagHeaderValue.Any) || known.Tag == _etag) // RFC 9110 §13.1.2
                return true;
        return false;
    }
}
