using System.Buffers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.MasterKeys;

/// <summary>The secret of the built-in client <c>admin-ui</c>, which provider and console both know: <c>AdminUi:ClientSecret</c>.
/// In development, when none is set, it follows from the master key that both share.</summary>
public static class AdminUiSecret
{
    private const string Setting = "AdminUi:ClientSecret";
    private const int ShortestSecret = 32;

    /// <exception cref="StartupFailure">Outside development none is set, or a short one.</exception>
    public static string Read(IConfiguration configuration, IHostEnvironment environment, MasterKey masterKey)
    {
        var secret = configuration[Setting];
        if (environment.IsDevelopment())
            return secret is { Length: > 0 } ? secret : Base64Url.EncodeToString(masterKey.Derive("admin-ui client secret"));
        if (secret is not { Length: > 0 })
            throw new StartupFailure($"{Setting} is missing: set the same secret for IdentityProvider and AdminUi, made by `openssl rand -base64 32`.");
        return secret.Length >= ShortestSecret
            ? secret
            : throw new StartupFailure($"{Setting} is too short: it needs at least {ShortestSecret} characters, made by `openssl rand -base64 32`.");
    }
}
