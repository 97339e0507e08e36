using OidcEngine.Errors;

namespace OidcEngine.Refusals;

/// <summary>A protocol request that was refused, without secrets: no code, token, assertion, password or hint about a person.</summary>
public sealed record RefusedRequest
{
    /// <summary>The short code that the person, or the client's developer, was told.</summary>
    public required string SupportCode { get; init; }

    /// <summary>The path of the endpoint, such as <c>/connect/token</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>When it was refused.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The client that the request names, proven or not; null when none could be read.</summary>
    public string? ClientId { get; init; }

    /// <summary>What was answered, with the <see cref="OAuthError.Reason"/> that was not.</summary>
    public required OAuthError Error { get; init; }

    /// <summary>What was received, in its order.</summary>
    public IReadOnlyList<ShownParameter> Parameters { get; init; } = [];
}

/// <summary>One parameter of a refused request.</summary>
/// <param name="Name">Its name; <c>?</c> for one that may itself be something else.</param>
/// <param name="Value">Its value; null when it is not to be shown.</param>
/// <param name="Length">How many characters came.</param>
public sealed record ShownParameter(string Name, string? Value, int Length);
