using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OidcClient.SignIn;

/// <summary>The <c>initiate_login_uri</c>: a sign-in that begins somewhere else, such as in the provider's list of apps
/// (OpenID Connect Core §4). It leads to this app's own provider and back to a page of this app, whatever it was called with.</summary>
internal static class InitiateLoginEndpoint
{
    private const int LongestHint = 256;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptionsMonitor<OidcSignInOptions>>();
        var path = options.Get(OidcSignInDefaults.Scheme).InitiateLoginPath;
        routes.MapGet(path.Value!, HandleGet).AllowAnonymous();
        routes.MapPost(path.Value!, HandlePostAsync).AllowAnonymous().DisableAntiforgery(); // the form is another site's
    }

    private static Results<ChallengeHttpResult, BadRequest> HandleGet(HttpRequest http, IOptionsMonitor<OidcSignInOptions> options) =>
        Begin(http.Query["iss"], http.Query["login_hint"], http.Query["target_link_uri"], options.Get(OidcSignInDefaults.Scheme));

    private static async Task<Results<ChallengeHttpResult, BadRequest>> HandlePostAsync(
        HttpRequest http, IOptionsMonitor<OidcSignInOptions> options, CancellationToken cancellationToken)
    {
        if (!http.HasFormContentType) return TypedResults.BadRequest();
        try
        {
            var form = await http.ReadFormAsync(cancellationToken);
            return Begin(form["iss"], form["login_hint"], form["target_link_uri"], options.Get(OidcSignInDefaults.Scheme));
        }
        catch (InvalidDataException)
        {
            return TypedResults.BadRequest();
        }
    }

    private static Results<ChallengeHttpResult, BadRequest> Begin(string? issuer, string? loginHint, string? target, OidcSignInOptions options)
    {
        if (issuer != options.Issuer) return TypedResults.BadRequest(); // §4: iss says which provider; this app has one
        var properties = new AuthenticationProperties { RedirectUri = LocalPath.OfAddressOrStart(target, options.PublicUrl) };
        if (loginHint is { Length: > 0 and <= LongestHint }) properties.SetParameter(OidcSignInHandler.LoginHint, loginHint);
        return TypedResults.Challenge(properties, [OidcSignInDefaults.Scheme]);
    }
}
