namespace UserDirectory.Avatars;

/// <summary>How large pictures are kept: squares, in pixels.</summary>
public static class AvatarSizes
{
    public const int Default = 256;

    /// <summary>From the largest down: each is made from the one before.</summary>
    public static IReadOnlyList<int> All { get; } = [512, Default, 64];
}
