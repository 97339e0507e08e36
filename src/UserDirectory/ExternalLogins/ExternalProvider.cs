using Jose;

namespace UserDirectory.ExternalLogins;

/// <summary>A provider at which people have accounts.</summary>
public abstract class ExternalProvider
{
    private const int LongestName = 50;
    private const int LongestDisplayName = 60;
    private const int LongestAddress = 200;

    /// <summary>As it is in addresses: the redirect URI to register there is <c>{issuer}/signin/{name}</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>As people know it.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Who says that a subject is who they are: with the subject the key of a linked account.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>Whether an address that the provider calls verified counts as verified here.</summary>
    public bool TrustEmail { get; set; }

    /// <param name="key">The key of the provider's settings.</param>
    /// <returns>Null when all is well, else a sentence that says what to do.</returns>
    internal virtual string? Problem(string key)
    {
        if (Name.Length is 0 or > LongestName || !Name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            return $"The setting {key}:Name is \"{Name}\": write 1 to {LongestName} lower-case letters, digits and hyphens, since it is part of an address.";
        if (DisplayName.Trim().Length is 0 or > LongestDisplayName)
            return $"The setting {key}:DisplayName is missing or too long: write the provider's name as people know it.";
        if (ClientId.Length == 0) return $"The setting {key}:ClientId is missing: write the id that the provider gave this installation.";
        if (ClientSecret.Length == 0) return $"The setting {key}:ClientSecret is missing: write the secret that the provider gave this installation.";
        return AddressProblem($"{key}:Authority", Authority);
    }

    /// <summary>Plain http is taken on this machine alone.</summary>
    protected static string? AddressProblem(string key, string address) =>
        address.Length <= LongestAddress && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && !address.Contains('?') && !address.Contains('#') && uri.UserInfo.Length == 0
            ? null
            : $"The setting {key} is \"{address}\": write an https address of at most {LongestAddress} characters, without query and fragment.";
}

/// <summary>Google, by OpenID Connect.</summary>
public sealed class GoogleProvider : ExternalProvider
{
    public GoogleProvider() => (Name, DisplayName, Authority, TrustEmail) = ("google", "Google", "https://accounts.google.com", true);
}

/// <summary>GitHub, or a GitHub Enterprise server, by OAuth 2.0 and its REST API.</summary>
public sealed class GitHubProvider : ExternalProvider
{
    public GitHubProvider() => (Name, DisplayName, Authority, TrustEmail) = ("github", "GitHub", "https://github.com", true);

    /// <summary>Where its REST API is: <c>https://HOST/api/v3</c> for a server of one's own.</summary>
    public string ApiAddress { get; set; } = "https://api.github.com";

    internal override string? Problem(string key) => base.Problem(key) ?? AddressProblem($"{key}:ApiAddress", ApiAddress);
}

/// <summary>An OpenID provider that is found by discovery at its issuer, <see cref="ExternalProvider.Authority"/>.</summary>
public sealed class OidcProvider : ExternalProvider
{
    /// <summary>The <c>id_token_signed_response_alg</c> that this installation is registered with there.</summary>
    public string IdTokenAlgorithm { get; set; } = JwsAlgorithms.RS256;

    internal override string? Problem(string key) =>
        base.Problem(key)
        ?? (JwsAlgorithms.Supported.Contains(IdTokenAlgorithm)
            ? null
            : $"The setting {key}:IdTokenAlgorithm is \"{IdTokenAlgorithm}\": write one of {string.Join(", ", JwsAlgorithms.Supported)}.");
}
