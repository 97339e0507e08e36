using System.Collections.Frozen;
using OidcEngine.Errors;

namespace OidcEngine.Refusals;

/// <summary>Error responses that are part of a protocol's normal course, or say that somebody asks too often. They are no faults of a
/// request: an app that asks quietly whether somebody is signed in, or a device that polls, would push out everything else.</summary>
internal static class EverydayAnswers
{
    private static readonly FrozenSet<string> Codes = FrozenSet.Create(
        StringComparer.Ordinal,
        "access_denied", "authorization_pending", "consent_required", "interaction_required", "login_required", "server_error", "slow_down",
        "temporarily_unavailable", "use_dpop_nonce");

    public static bool Include(OAuthError error) => Codes.Contains(error.Code);
}
