namespace UserApi.Contracts.RefusedRequests;

/// <summary>A protocol request that was refused: what it broke on, and what to change. It holds no secret.</summary>
public sealed record RefusedRequestResource
{
    /// <summary>The support code that the error page showed, or the header <c>X-Support-Code</c> held.</summary>
    public required string Code { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Until when it can be looked up.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The path of the endpoint, such as <c>/connect/token</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The client that the request named, proven or not.</summary>
    public string? ClientId { get; init; }

    /// <summary>The name under which the client is registered; null when it is not.</summary>
    public string? ClientName { get; init; }

    /// <summary>The error code that was answered, such as <c>invalid_grant</c>.</summary>
    public required string Error { get; init; }

    /// <summary>What the client was told.</summary>
    public required string ErrorDescription { get; init; }

    /// <summary>What it was not told.</summary>
    public string? Detail { get; init; }

    /// <summary>The check that failed, such as <c>redirect-uri</c>; null when the error says all there is.</summary>
    public string? Rule { get; init; }

    /// <summary>The clause that asks for it, such as <c>RFC 6749 §3.1.2.3</c>.</summary>
    public string? Clause { get; init; }

    /// <summary>Where the clause can be read.</summary>
    public Uri? ClauseUrl { get; init; }

    /// <summary>What to change, and where.</summary>
    public string? Fix { get; init; }

    /// <summary>What would have been right, the nearest to what came first.</summary>
    public required IReadOnlyList<string> Expected { get; init; }

    /// <summary>What came; null when it was absent, or is not to be shown.</summary>
    public string? Received { get; init; }

    /// <summary>The index of the first character in which <see cref="Received"/> differs from the first of <see cref="Expected"/>; null when
    /// there is nothing to compare.</summary>
    public int? FirstDifference { get; init; }

    /// <summary>The parameters that came.</summary>
    public required IReadOnlyList<RefusedParameter> Parameters { get; init; }
}

/// <summary>A parameter of a refused request.</summary>
public sealed record RefusedParameter
{
    /// <summary>Its name; <c>?</c> for one that may itself be something else.</summary>
    public required string Name { get; init; }

    /// <summary>Its value; null when it is not shown, as it may be a secret.</summary>
    public string? Value { get; init; }

    /// <summary>How many characters came.</summary>
    public required int Length { get; init; }
}
