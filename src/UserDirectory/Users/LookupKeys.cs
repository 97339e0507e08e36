using Microsoft.AspNetCore.Identity;

namespace UserDirectory.Users;

/// <summary>Makes the framework look people up by our keys; its own upper-casing folds <c>ſ</c> to <c>S</c>.</summary>
internal sealed class LookupKeys : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : UserNames.Key(name);

    public string? NormalizeEmail(string? email) => email is null ? null : EmailAddresses.Key(EmailAddresses.Parse(email) ?? email);
}
