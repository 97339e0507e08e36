namespace UserApi.Contracts.Responses;

/// <summary>The envelope of every success.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed record ApiResponse<T>
{
    public required bool Success { get; init; }

    public required string Message { get; init; }

    public required T Data { get; init; }

    /// <summary>Only on lists.</summary>
    public PageMeta? Meta { get; init; }
}
