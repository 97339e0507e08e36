using System.Buffers;
using Microsoft.Extensions.Options;

namespace OidcEngine.Authorization;

/// <summary>Local URLs around a waiting request. They start with the issuer's path, so a provider below a path works too.</summary>
internal sealed class TransactionUrl
{
    private const int HandleLength = 43; // 32 octets in base64url

    private static readonly SearchValues<char> HandleCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly string _basePath;
    private readonly string _prefix;
    private readonly OidcEngineOptions _options;

    public TransactionUrl(IOptions<OidcEngineOptions> options)
    {
        _options = options.Value;
        _basePath = new Uri(_options.Issuer).AbsolutePath.TrimEnd('/');
        _prefix = _basePath + AuthorizationEndpoint.Path + "?transaction=";
    }

    /// <summary>The sign-in page, which leads back to the request.</summary>
    public string ToSignIn(string handle) => PageUrl(_options.SignInPath, handle);

    /// <summary>The page where an account is made, which leads on to the sign-in page.</summary>
    public string ToRegistration(string handle) => PageUrl(_options.RegistrationPath ?? _options.SignInPath, handle);

    /// <summary>The page where an account is chosen, which leads back to the request.</summary>
    public string ToAccountChoice(string handle) => PageUrl(_options.SelectAccountPath, handle);

    /// <summary>The consent page, which leads back to the request.</summary>
    public string ToConsent(string handle) => PageUrl(_options.ConsentPath, handle);

    /// <summary>The handle in a <c>returnUrl</c> that has exactly the form made here; null for anything else.</summary>
    public string? HandleIn(string? returnUrl)
    {
        if (returnUrl is null || returnUrl.Length != _prefix.Length + HandleLength) return null;
        if (!returnUrl.StartsWith(_prefix, StringComparison.Ordinal)) return null;
        var handle = returnUrl[_prefix.Length..];
        return handle.AsSpan().ContainsAnyExcept(HandleCharacters) ? null : handle;
    }

    private string PageUrl(string page, string handle) => $"{_basePath}{page}?returnUrl={Uri.EscapeDataString(_prefix + handle)}";
}
