using ServiceDefaults.Configuration;
using UserDirectory.Users;

namespace UserDirectory.Avatars;

/// <summary>Where a person's picture is read, by anybody: the <c>picture</c> of OpenID Connect Core §5.1. It changes with the picture, so
/// that who kept an old one asks again; any <c>v</c> shows the picture of now.</summary>
public static class AvatarAddress
{
    /// <summary>Null for a person without a picture.</summary>
    public static string? Of(PublicUrls urls, UserProfile profile) =>
        profile.AvatarVersion is { } version ? Of(urls, profile.Id, version) : null;

    internal static string Of(PublicUrls urls, Guid userId, Guid version) =>
        $"{urls.UserApiUrl}/v1/users/{userId:D}/avatar?v={version.ToString("N")[^8..]}"; // its end is random, its beginning a time
}
