using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AdminUi.Tests.Fakes;

/// <summary>What the console asked of UserApi.</summary>
/// <param name="Address">Path and query.</param>
internal sealed record FakeRequest(string Method, string Address, string Authorization)
{
    public JsonNode? Body { get; private init; }

    /// <summary>What was sent, where it is no JSON document.</summary>
    public string? Text { get; private init; }

    public string? IfMatch { get; private init; }

    public string? IdempotencyKey { get; private init; }

    public static async Task<FakeRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        return new FakeRequest(request.Method, request.Path + request.QueryString, request.Headers.Authorization.ToString())
        {
            Body = body.Length > 0 && request.HasJsonContentType() ? JsonNode.Parse(body) : null,
            Text = body.Length > 0 && !request.HasJsonContentType() ? $"{request.ContentType}\n{body}" : null,
            IfMatch = request.Headers.IfMatch.FirstOrDefault(),
            IdempotencyKey = request.Headers["Idempotency-Key"].FirstOrDefault(),
        };
    }
}
