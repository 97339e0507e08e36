using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace IdentityProvider.ExternalLogins;

/// <summary>Signs people in at GitHub: OAuth 2.0 with PKCE, and then its REST API says who they are. The redirect URI is the configured one,
/// whatever host the request names.</summary>
internal sealed class GitHubHandler(IOptionsMonitor<GitHubOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<GitHubOptions>(options, logger, encoder)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        base.BuildChallengeUrl(properties, Options.RedirectUri);

    protected override Task<HandleRequestResult> HandleRemoteAuthenticateAsync() =>
        Request.Query.Any(parameter => parameter.Value.Count > 1)
            ? Task.FromResult(HandleRequestResult.Fail("The provider's answer holds a parameter twice."))
            : base.HandleRemoteAuthenticateAsync();

    protected override Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context) =>
        base.ExchangeCodeAsync(new OAuthCodeExchangeContext(context.Properties, context.Code, Options.RedirectUri));

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        if (await GetAsync("/user", tokens.AccessToken!) is not { ValueKind: JsonValueKind.Object } user
            || !user.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number))
            throw new AuthenticationFailureException("GitHub did not say who the person is.");

        // The number stays when the login is given up, and is then somebody else's.
        identity.AddClaim(new Claim("sub", number.ToString(CultureInfo.InvariantCulture)));
        if (Text(user, "login") is { } login) identity.AddClaim(new Claim("preferred_username", login));
        if (await PrimaryAddressAsync(tokens.AccessToken!) is var (address, verified))
        {
            identity.AddClaim(new Claim("email", address));
            if (verified) identity.AddClaim(new Claim("email_verified", "true"));
        }

        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    /// <summary>The address in <c>/user</c> is the public one, of which nobody says that it is verified.</summary>
    private async Task<(string Address, bool Verified)?> PrimaryAddressAsync(string accessToken)
    {
        if (await GetAsync("/user/emails", accessToken) is not { ValueKind: JsonValueKind.Array } addresses) return null;
        var primary = addresses.EnumerateArray()
            .FirstOrDefault(entry => entry.ValueKind == JsonValueKind.Object && IsTrue(entry, "primary"));
        return primary.ValueKind == JsonValueKind.Object && Text(primary, "email") is { } address ? (address, IsTrue(primary, "verified")) : null;
    }

    /// <summary>Null when the person has not allowed it.</summary>
    private async Task<JsonElement?> GetAsync(string path, string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Options.ApiAddress + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Identity", null)); // GitHub answers nobody without a name
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        return response.StatusCode == HttpStatusCode.OK
            ? JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(Context.RequestAborted), Strict)
            : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsTrue(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}

internal sealed class GitHubOptions : OAuthOptions
{
    /// <summary>The registered callback, made of the configured issuer.</summary>
    public string RedirectUri { get; set; } = "";

    public string ApiAddress { get; set; } = "";
}
