using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;
using UserDirectory.Passwords;

namespace IdentityProvider.Accounts;

/// <summary>What a new password must be like, in words, as it is configured.</summary>
internal sealed class PasswordHints(PasswordPolicyOptions policy, IStringLocalizer<PageText> text)
{
    public string Text => text[policy.RequireComposition ? "Password.Hint" : "Password.HintLong"];
}
