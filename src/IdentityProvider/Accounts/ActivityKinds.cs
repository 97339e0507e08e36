namespace IdentityProvider.Accounts;

/// <summary>What people look for among their own acts: the actions of the trail, sorted by what they are about.</summary>
internal static class ActivityKinds
{
    public const string SignIns = "sign-ins";
    public const string Security = "security";
    public const string Apps = "apps";
    public const string Profile = "profile";

    private static readonly Dictionary<string, string[]> Actions = new(StringComparer.Ordinal)
    {
        [SignIns] =
        [
            "user.signed_in", "user.sign_in_refused", "user.second_step_due", "user.second_step_passed", "user.second_step_taken",
            "user.second_step_refused", "user.email_code_sent", "user.deletion_reviewed", "user.sign_in_unlocked", "session.ended",
            "device.approved", "device.denied",
        ],
        [Security] =
        [
            "user.password_changed", "user.password_change_refused", "user.password_reset_requested", "user.password_reset_sent", "user.password_reset",
            "user.passkey_added", "user.passkey_refused", "user.passkey_removed", "user.passkey_renamed", "user.totp_added", "user.totp_removed",
            "user.recovery_codes_made", "user.email_codes_on", "user.email_codes_off", "user.second_factors_reset", "user.browser_remembered",
            "user.browser_forgotten", "user.external_login_linked", "user.external_login_unlinked", "user.email_change_requested", "user.email_changed",
            "user.email_change_undone", "user.unlocked", "user.suspended", "user.activated", "user.role_added", "user.role_removed",
            "user.changed_by_administrator",
        ],
        [Apps] =
        [
            "consent.given", "consent.withdrawn", "consent.denied", "grant.revoked",
            "session.app_told_late", "session.app_not_told_yet", "session.app_never_told",
        ],
        [Profile] =
        [
            "user.registered", "user.invited", "user.invitation_accepted", "user.verification_sent", "user.email_verified",
            "user.registration_address_taken", "user.imported", "user.bootstrapped", "user.profile_updated", "user.picture_changed", "user.picture_removed",
            "user.preferences_changed", "user.notification_preferences_changed", "user.data_exported",
            "user.deletion_requested", "user.deletion_refused", "user.deletion_cancelled",
        ],
    };

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [SignIns, Security, Apps, Profile];

    /// <summary>Every action that has words of its own.</summary>
    public static IEnumerable<string> KnownActions => Actions.Values.SelectMany(actions => actions);

    /// <summary>Null, which is all, for a kind that there is not.</summary>
    public static IReadOnlyCollection<string>? ActionsOf(string? kind) => kind is null ? null : Actions.GetValueOrDefault(kind);

    public static bool IsAboutSecurity(string action) => Actions[Security].Contains(action, StringComparer.Ordinal);
}
