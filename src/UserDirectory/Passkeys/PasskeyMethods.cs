using Microsoft.AspNetCore.Identity;
using UserDirectory.SecondFactors;

namespace UserDirectory.Passkeys;

/// <summary>What a passkey proves, as <c>amr</c> names it (RFC 8176 §2): a key that stays in its device (<c>hwk</c>) or may be copied to others
/// (<c>swk</c>), somebody present (<c>user</c>), and with the verification that the authenticator has done, two factors (<c>mfa</c>).</summary>
internal static class PasskeyMethods
{
    public const string Acr = AssuranceLevels.Two;

    public static IReadOnlyList<string> Of(UserPasskeyInfo passkey) => [passkey.IsBackupEligible ? "swk" : "hwk", "user", "mfa"];
}
