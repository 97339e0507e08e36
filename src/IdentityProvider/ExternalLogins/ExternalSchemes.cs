using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using OidcClient.SignIn;
using ServiceDefaults.Configuration;
using UserDirectory.ExternalLogins;

namespace IdentityProvider.ExternalLogins;

/// <summary>Makes an authentication scheme of each configured provider.</summary>
internal static class ExternalSchemes
{
    private const string CookieName = "__Host-identity-external";
    private const string GitHubClient = "github";
    private const long LargestAnswer = 256 * 1024;

    /// <summary>So long may somebody take to sign in at the provider.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static void AddExternalLogins(this WebApplicationBuilder builder, AuthenticationBuilder authentication)
    {
        var issuer = PublicUrls.Read(builder.Configuration, builder.Environment).Issuer;
        var options = ValidatedOptions.Read<ExternalLoginOptions>(
            builder.Configuration, ExternalLoginOptions.Section, ExternalLoginOptions.Problem);
        foreach (var provider in options.Providers)
        {
            if (provider is GitHubProvider gitHub) authentication.AddGitHub(gitHub, issuer);
            else authentication.AddOidcProvider(SchemeOf(provider), scheme => Configure(scheme, provider, issuer));
        }

        builder.Services.AddSingleton<ExternalDepartures>();
        builder.Services.AddScoped<ExternalNames>();
    }

    public static string SchemeOf(ExternalProvider provider) => $"external-{provider.Name}";

    private static void Configure(OidcSignInOptions scheme, ExternalProvider provider, string issuer)
    {
        scheme.Issuer = provider.Authority;
        scheme.PublicUrl = issuer;
        scheme.ClientId = provider.ClientId;
        scheme.ClientSecret = provider.ClientSecret;
        scheme.CallbackPath = CallbackPath(provider);
        scheme.CookieName = CookieName;
        scheme.RemoteAuthenticationTimeout = Patience;
        scheme.Events = new ExternalLoginEvents(provider);
        scheme.Scope.Add("profile");
        scheme.Scope.Add("email");
        scheme.ClaimActions.MapJsonKey("given_name", "given_name");
        scheme.ClaimActions.MapJsonKey("family_name", "family_name");
        scheme.ClaimActions.MapCustomJson("email_verified", person => // OpenID Connect Core §5.1: a boolean, so "true" in quotes is none
            person.TryGetProperty("email_verified", out var verified) && verified.ValueKind == JsonValueKind.True ? "true" : null);
        if (provider is OidcProvider oidc) scheme.IdTokenAlgorithm = oidc.IdTokenAlgorithm;
    }

    private static void AddGitHub(this AuthenticationBuilder authentication, GitHubProvider provider, string issuer)
    {
        authentication.Services.AddHttpClient(GitHubClient, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10);
            client.MaxResponseContentBufferSize = LargestAnswer;
        }).UseSocketsHttpHandler((handler, _) =>
        {
            handler.AllowAutoRedirect = false;
            handler.UseCookies = false;
            handler.ConnectTimeout = TimeSpan.FromSeconds(5);
            handler.PooledConnectionLifetime = TimeSpan.FromMinutes(15); // the client lives as long as the host
        });
        authentication.Services.AddOptions<GitHubOptions>(SchemeOf(provider))
            .Configure<IHttpClientFactory>((scheme, clients) => scheme.Backchannel = clients.CreateClient(GitHubClient));
        authentication.AddOAuth<GitHubOptions, GitHubHandler>(SchemeOf(provider), scheme =>
        {
            scheme.ClientId = provider.ClientId;
            scheme.ClientSecret = provider.ClientSecret;
            scheme.AuthorizationEndpoint = provider.Authority + "/login/oauth/authorize";
            scheme.TokenEndpoint = provider.Authority + "/login/oauth/access_token";
            scheme.ApiAddress = provider.ApiAddress;
            scheme.CallbackPath = CallbackPath(provider);
            scheme.RedirectUri = issuer + CallbackPath(provider);
            scheme.CorrelationCookie = OidcSignInSetup.CorrelationCookie(CookieName);
            scheme.RemoteAuthenticationTimeout = Patience;
            scheme.SignInScheme = UserDirectory.Sessions.SessionCookie.Scheme; // never reached: the events take over
            scheme.UsePkce = true;
            scheme.Events = new ExternalLoginEvents(provider);
            scheme.Scope.Add("read:user");
            scheme.Scope.Add("user:email");
        });
    }

    private static string CallbackPath(ExternalProvider provider) => $"/signin/{provider.Name}";
}
