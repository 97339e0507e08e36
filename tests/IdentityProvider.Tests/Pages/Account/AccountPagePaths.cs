namespace IdentityProvider.Tests.Pages.Account;

/// <summary>The pages of My account that need no more than a sign-in.</summary>
internal static class AccountPagePaths
{
    public static IReadOnlyList<string> All { get; } =
    [
        "/account", "/account/profile", "/account/picture", "/account/security", "/account/password", "/account/devices", "/account/apps",
        "/account/activity", "/account/preferences", "/account/data", "/account/delete",
    ];
}
