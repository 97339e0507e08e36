namespace UserApi.Contracts.Responses;

/// <summary>The body of every refusal, <c>application/problem+json</c> (RFC 9457), with the envelope's members too.</summary>
public sealed record ApiProblemBody
{
    public string? Type { get; init; }

    public string? Title { get; init; }

    public required int Status { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Detail { get; init; }

    public string? Instance { get; init; }

    public string? TraceId { get; init; }

    /// <summary>What a person tells the operator, who finds it in the log.</summary>
    public string? SupportCode { get; init; }

    public bool Success { get; init; }

    public string? Message { get; init; }

    /// <summary>A stable code in snake_case, for programs.</summary>
    public string? Error { get; init; }

    /// <summary>What is wrong with which member of the request.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}
