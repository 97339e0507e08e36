using System.Net.Http.Headers;
using System.Text.Json;

namespace UserApi.Tests.Hosting;

/// <summary>What the API said, read whole.</summary>
internal sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public JsonElement Data => Json.GetProperty("data");

    public JsonElement Meta => Json.GetProperty("meta");

    public string? Error => Text.Length == 0 ? null : Json.GetProperty("error").GetString();

    public string ETag => Headers.ETag!.ToString();

    /// <summary>The members that the refusal names.</summary>
    public string[] WrongMembers =>
        Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(member => member.Name)] : [];

    public string? Header(string name) => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values)
        ? string.Join(", ", values)
        : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());

    /// <summary>Fails with the whole answer when the status is another.</summary>
    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text}");
        if (status >= 400 && Text.Length > 0) AssertProblem();
        return this;
    }

    private void AssertProblem()
    {
        Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
        Assert.Equal(Status, Json.GetProperty("status").GetInt32());
        Assert.False(Json.GetProperty("success").GetBoolean());
        foreach (var member in new[] { "type", "title", "detail", "instance", "trace_id", "message", "error", "support_code" })
            Assert.False(string.IsNullOrEmpty(Json.GetProperty(member).GetString()), member);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal); // a stack trace
    }
}
