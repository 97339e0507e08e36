using System.Text.Json.Nodes;

namespace AdminUi.Tests.Fakes;

/// <summary>What UserApi is to answer: data in the envelope, or from 400 on a problem.</summary>
internal sealed record FakeAnswer(int Status, JsonNode? Data = null)
{
    public JsonObject? Meta { get; init; }

    /// <summary>Lines of JSON, in place of the envelope.</summary>
    public string? Lines { get; init; }

    /// <summary>The entity tag, quotes included.</summary>
    public string? Version { get; init; }

    public string? Error { get; init; }

    public string? Detail { get; init; }

    public JsonObject? Errors { get; init; }
}
