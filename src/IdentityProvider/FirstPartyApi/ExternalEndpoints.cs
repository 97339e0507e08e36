using IdentityProvider.ExternalLogins;
using Jose;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Signing in to an app with an account elsewhere: the app asks for the way to the provider, its page gets a code back, and it
/// redeems the code here.</summary>
internal static class ExternalEndpoints
{
    private const string Path = "/auth/oauth/{provider}";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet(Path, BeginAsync).Describe(ExternalOperations.Begin);
        v1.MapPost(Path + "/callback", CompleteAsync).Describe(ExternalOperations.Complete);
    }

    private static async Task<IResult> BeginAsync(
        HttpContext http, string provider, ExternalDepartures departures, FirstPartyOrigins origins, CancellationToken cancellationToken)
    {
        if (departures.Find(provider) is not { } found) return NoProvider();
        if (http.Request.Query["return_to"] is not [{ } address]
            || await origins.FindReturnAsync(address, cancellationToken) is not { } origin)
            return ApiProblem.Invalid("return_to", "Send one address that is registered for first-party apps, letter by letter.");
        if (!origins.IsAskedFrom(http, origin)) return OriginRule.Refusal();

        var app = new AppReturn(address, Handles.Create(), AppBrowserCookie.Begin(http));
        return await ExternalDepartures.BeginAsync(http, found, app, cancellationToken) is { } target
            ? ApiResults.Ok(new ExternalDepartureAnswer { AuthorizationUrl = target, State = app.State }, "Lead the browser there.")
            : ApiProblem.Unavailable(Pause);
    }

    private static async Task<IResult> CompleteAsync(
        HttpContext http, string provider, ExternalDepartures departures, AppExternalSignIn signIn, CancellationToken cancellationToken)
    {
        if (departures.Find(provider) is not { } found) return NoProvider();
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<ExternalCodeRequest>(out var asked, out var problem)) return problem;
        return OriginRule.SaysItsOrigin(http) ? await signIn.CompleteAsync(http, found, asked, cancellationToken) : OriginRule.Refusal();
    }

    private static ApiProblem NoProvider() => ApiProblem.NotFound("No provider of this name is set up here.");
}

/// <summary>The way to a provider.</summary>
internal sealed record ExternalDepartureAnswer
{
    public required string AuthorizationUrl { get; init; }

    /// <summary>The app's page gets the same one back, or the answer is not for it.</summary>
    public required string State { get; init; }

    /// <summary>Nothing of it is for a log.</summary>
    public override string ToString() => nameof(ExternalDepartureAnswer);
}

/// <summary>What the app's page got.</summary>
internal sealed record ExternalCodeRequest
{
    public required string Code { get; init; }

    public required string State { get; init; }

    /// <summary>It is a secret.</summary>
    public override string ToString() => nameof(ExternalCodeRequest);
}
