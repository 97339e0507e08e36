using System.Text.Json.Serialization;

namespace IdentityProvider.FirstPartyApi;

/// <summary>What a sign-in or a refresh comes to: tokens, or that a second step is due.</summary>
internal sealed record SignInAnswer
{
    /// <summary>True when there are no tokens yet, but a second step is due.</summary>
    public required bool MfaRequired { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccessToken { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TokenType { get; init; }

    /// <summary>The access token's life in seconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ExpiresIn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Scope { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdToken { get; init; }

    /// <summary>Proves to <c>verify-mfa</c> that the first step was done; it opens nothing else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MfaToken { get; init; }

    /// <summary>By which the second step can be done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>They stand in for a lost authenticator app, and are shown this once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RecoveryCodes { get; init; }

    /// <summary>Nothing of it is for a log.</summary>
    public override string ToString() => nameof(SignInAnswer);
}
