using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;
using UserDirectory.Users;

namespace IdentityProvider.Accounts;

/// <summary>Says in words how well each part of an account is guarded, and where to change it.</summary>
internal sealed class SecurityCheckUp(AccountPages pages, IStringLocalizer<PageText> text)
{
    private const int FewCodes = 3;

    /// <summary>Those whose page there is.</summary>
    public IReadOnlyList<SecurityGuard> Of(params SecurityGuard?[] guards) => [.. guards.OfType<SecurityGuard>().Where(guard => pages.Has(guard.Address))];

    /// <summary>What a person should look at first; empty when nothing is amiss.</summary>
    public IReadOnlyList<SecurityGuard> Advice(SecuritySummary summary, string email) =>
        [.. Of(Email(summary, email), Password(summary), SecondStep(summary), RecoveryCodes(summary)).Where(guard => guard.State == GuardState.Attention)];

    public SecurityGuard Password(SecuritySummary summary) => new("lock", text["Account.Password"], "/account/password")
    {
        State = summary.HasPassword || summary.Factors.Passkeys + summary.LinkedAccounts > 0 ? GuardState.Good : GuardState.Attention,
        Says = !summary.HasPassword ? text["Security.Password.None"]
            : summary.PasswordChangedAt is null ? text["Security.Password.First"]
            : text["Security.Password.Changed"],
        Moment = summary.HasPassword ? summary.PasswordChangedAt : null,
    };

    public SecurityGuard Passkeys(SecuritySummary summary) => new("key", text["Security.Passkeys"], "/account/passkeys")
    {
        State = summary.Factors.Passkeys > 0 ? GuardState.Good : GuardState.Off,
        Says = Counted("Passkeys", summary.Factors.Passkeys),
    };

    public SecurityGuard LinkedAccounts(SecuritySummary summary) => new("external", text["Security.LinkedAccounts"], "/account/linked-accounts")
    {
        State = GuardState.Neutral,
        Says = Counted("LinkedAccounts", summary.LinkedAccounts),
    };

    public SecurityGuard SecondStep(SecuritySummary summary) => new("shield-check", text["Security.SecondStep"], "/account/second-factor")
    {
        State = summary.Factors.All.Count > 0 ? GuardState.Good : GuardState.Attention,
        Says = summary.Factors switch
        {
            { Totp: true } => text["Security.SecondStep.App"],
            { Passkeys: > 0 } => text["Security.SecondStep.Passkey"],
            { All.Count: > 0 } => text["Security.SecondStep.Mail"],
            _ => text["Security.SecondStep.Off"],
        },
    };

    /// <summary>Null without an authenticator app: they stand in for it.</summary>
    public SecurityGuard? RecoveryCodes(SecuritySummary summary) => !summary.Factors.Totp
        ? null
        : new SecurityGuard("list", text["Security.RecoveryCodes"], "/account/second-factor")
        {
            State = summary.Factors.RecoveryCodesLeft > FewCodes ? GuardState.Good : GuardState.Attention,
            Says = Counted("RecoveryCodes", summary.Factors.RecoveryCodesLeft),
        };

    public SecurityGuard RememberedDevices(SecuritySummary summary) => new("device", text["Security.RememberedDevices"], "/account/second-factor")
    {
        State = GuardState.Neutral,
        Says = Counted("RememberedDevices", summary.RememberedDevices),
    };

    public SecurityGuard Email(SecuritySummary summary, string email) => new("mail", text["Account.Email"], "/account/email")
    {
        State = summary.Factors.IsEmailVerified ? GuardState.Good : GuardState.Attention,
        Says = text[summary.Factors.IsEmailVerified ? "Security.Email.Verified" : "Security.Email.Unverified", email],
    };

    public SecurityGuard Devices(int count) => new("device", text["Account.Devices"], "/account/devices")
    {
        State = GuardState.Neutral,
        Says = Counted("Devices", count),
    };

    public SecurityGuard Activity() => new("clock", text["Account.Activity"], "/account/activity")
    {
        State = GuardState.Neutral,
        Says = text["Security.Activity"],
    };

    private string Counted(string name, int count) => count switch
    {
        0 => text[$"Security.Counted.{name}.None"],
        1 => text[$"Security.Counted.{name}.One"],
        _ => text[$"Security.Counted.{name}.Many", count],
    };
}

/// <summary>One thing that guards an account.</summary>
/// <param name="Address">Where it is changed.</param>
internal sealed record SecurityGuard(string Icon, string Name, string Address)
{
    public required GuardState State { get; init; }

    /// <summary>How it stands, in words.</summary>
    public required string Says { get; init; }

    /// <summary>The time that the words end with.</summary>
    public DateTimeOffset? Moment { get; init; }
}

/// <summary>How well a thing guards.</summary>
internal enum GuardState
{
    Neutral,
    Good,
    Off,
    Attention,
}
