namespace UserApi.Contracts.Avatars;

/// <summary>Somebody's picture.</summary>
public sealed record AvatarResource
{
    /// <summary>Where it is, for anybody to read; absent when there is none.</summary>
    public string? Picture { get; init; }

    /// <summary>Where each size is, by its width in pixels; empty when there is none.</summary>
    public required IReadOnlyDictionary<string, string> Sizes { get; init; }
}
