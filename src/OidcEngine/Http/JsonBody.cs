using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>Reads a JSON body. What an endpoint cannot take unread is <c>invalid_client_metadata</c>, the only code that RFC 7591 §3.2.2 has
/// for it: another content type, too much, malformed text.</summary>
internal readonly record struct JsonBody(JsonElement Value)
{
    private const int MaxLength = 64 * 1024;
    private const string MediaType = "application/json";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static async ValueTask<Result<JsonBody>> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!IsJson(http.ContentType)) return Invalid($"The content type is not {MediaType} in UTF-8.");
        if (http.ContentLength > MaxLength) return Invalid($"The body is longer than {MaxLength} bytes.");
        try
        {
            while (true)
            {
                var read = await http.BodyReader.ReadAsync(cancellationToken);
                if (read.Buffer.Length <= MaxLength && !read.IsCompleted)
                {
                    http.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }
                var body = read.Buffer.Length > MaxLength ? Invalid($"The body is longer than {MaxLength} bytes.") : Parse(read.Buffer);
                http.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }
        }
        catch (BadHttpRequestException)
        {
            return Invalid("The body is not as its headers say.");
        }
    }

    private static Result<JsonBody> Parse(ReadOnlySequence<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return new JsonBody(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return Invalid("The body is not JSON, or has a member twice.");
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && parsed.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
        && (!parsed.Charset.HasValue || parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static Result<JsonBody> Invalid(string description) => new OAuthError("invalid_client_metadata", description);
}
