using System.Text.Json.Serialization;

namespace ServiceDefaults.Envelope;

/// <summary>The shape of every success of our APIs.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed record ApiEnvelope<T>(bool Success, string Message, T Data)
{
    /// <summary>Only on lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PageMeta? Meta { get; init; }
}
