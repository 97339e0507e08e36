using System.Text;
using UserDirectory.Users;

namespace UserDirectory.ExternalLogins;

/// <summary>Who somebody is elsewhere, as a provider has said in an answer that was verified. Issuer and subject are the person; all else
/// is what the provider believes of them.</summary>
public sealed record ExternalIdentity
{
    private const int LongestName = 200;
    private const int LongestSubject = 255; // OpenID Connect Core §2

    private ExternalIdentity() { }

    public required string Provider { get; init; }

    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    /// <summary>An address as it may be kept here; null when the provider gave none that is one.</summary>
    public string? Email { get; private init; }

    /// <summary>The provider says so, and is trusted with that.</summary>
    public bool EmailVerified { get; private init; }

    /// <summary>What the person is called there.</summary>
    public string? Name { get; private init; }

    public string? GivenName { get; private init; }

    public string? FamilyName { get; private init; }

    /// <summary>By what the person knows the account elsewhere again.</summary>
    public string? DisplayName => Email ?? Name;

    /// <summary>Null when the subject is none: it is what an account is known by, so it is never cut or repaired.</summary>
    public static ExternalIdentity? Create(ExternalProvider provider, string? subject, ExternalClaims claims)
    {
        if (subject is not { Length: > 0 and <= LongestSubject } || subject.AsSpan().ContainsAnyExceptInRange('!', '~')) return null;
        var email = EmailAddresses.Parse(claims.Email);
        return new ExternalIdentity
        {
            Provider = provider.Name,
            Issuer = provider.Authority,
            Subject = subject,
            Email = email,
            EmailVerified = email is not null && claims.EmailVerified && provider.TrustEmail,
            Name = Plain(claims.Name),
            GivenName = Plain(claims.GivenName),
            FamilyName = Plain(claims.FamilyName),
        };
    }

    /// <summary>One short line of text, or nothing.</summary>
    private static string? Plain(string? text)
    {
        if (text is null) return null;
        var plain = new StringBuilder();
        foreach (var rune in StorableText.Of(text).EnumerateRunes())
        {
            if (plain.Length + rune.Utf16SequenceLength > LongestName) break;
            if (!Rune.IsControl(rune)) plain.Append(rune.ToString());
        }

        return plain.ToString().Trim() is { Length: > 0 } line ? line : null;
    }
}

/// <summary>What a provider says of a person.</summary>
public sealed record ExternalClaims(string? Email, bool EmailVerified, string? Name, string? GivenName, string? FamilyName);
