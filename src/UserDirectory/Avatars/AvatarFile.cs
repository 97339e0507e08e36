using System.Diagnostics.CodeAnalysis;

namespace UserDirectory.Avatars;

/// <summary>One size of one upload, by the name that both stores use: <c>57/PERSON-UPLOAD-256.webp</c>. Its folder, one of 256, is the end
/// of the person's id, which is random.</summary>
internal sealed record AvatarFile(Guid UserId, Guid Version, int Size)
{
    private const int IdLength = 32;

    public string Name => $"{PrefixOf(UserId, Version)}{Size}.webp";

    /// <summary>What the names of all files of a person, or of one upload, begin with.</summary>
    public static string PrefixOf(Guid userId, Guid? version)
    {
        var person = userId.ToString("N");
        return $"{person[^2..]}/{person}-{(version is { } one ? one.ToString("N") + "-" : "")}";
    }

    /// <summary>Whose upload a file is of, also when it was left half written.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out StoredAvatar? stored, DateTimeOffset writtenAt)
    {
        stored = null;
        var file = name[(name.LastIndexOf('/') + 1)..];
        if (file.Length < (2 * IdLength) + 2 || file[IdLength] != '-' || file[(2 * IdLength) + 1] != '-') return false;
        if (!Guid.TryParseExact(file[..IdLength], "N", out var userId)) return false;
        if (!Guid.TryParseExact(file.AsSpan(IdLength + 1, IdLength), "N", out var version)) return false;
        stored = new StoredAvatar(userId, version, writtenAt);
        return true;
    }
}
