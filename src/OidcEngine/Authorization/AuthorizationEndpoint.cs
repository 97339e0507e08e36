using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using OidcEngine.CheckSession;
using OidcEngine.Http;

namespace OidcEngine.Authorization;

/// <summary>The authorization endpoint, RFC 6749 §3.1 and OIDC Core §3.1.2.</summary>
internal static class AuthorizationEndpoint
{
    public const string Path = "/connect/authorize";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, HandleGetAsync);
        routes.MapPost(Path, HandlePostAsync).DisableAntiforgery(); // the form is the client's
    }

    private static async Task<IResult> HandleGetAsync(
        HttpContext http,
        AuthorizationFlow flow,
        BrowserSession browser,
        RefusalRecorder refusals,
        IOptions<OidcEngineOptions> options,
        CancellationToken cancellationToken)
    {
        if (!QueryParameters.Read(http.Request).TryGet(out var parameters, out var error)) return new AuthorizationRefusalResult(error);

        var session = await browser.FindAsync(http);
        var outcome = parameters is { Count: 1 } && parameters["transaction"] is { } handle
            ? await flow.ResumeAsync(handle, session, cancellationToken)
            : await flow.StartAsync(parameters, session, cancellationToken);
        Note(http, outcome, refusals);
        if (outcome is not AuthorizationOutcome.Answered(var response) || session is null) return ResultOf(outcome);

        response = SessionState.AddTo(response, () => BrowserState.Of(http, options.Value.CrossSiteSessions));
        return ResultOf(new AuthorizationOutcome.Answered(response));
    }

    /// <summary>Browsers send the session cookie, which is SameSite=Lax, with no POST from another site: so a request that is right comes
    /// back as a GET with the same parameters, and one that is wrong is answered here.</summary>
    private static async Task<IResult> HandlePostAsync(
        HttpContext http, AuthorizationFlow flow, RefusalRecorder refusals, CancellationToken cancellationToken)
    {
        if (!(await FormParameters.ReadBodyAsync(http.Request, cancellationToken)).TryGet(out var parameters, out var error)
            || !QueryParameters.Read(http.Request).TryGet(out var query, out error))
            return new AuthorizationRefusalResult(error);
        foreach (var (name, value) in query) parameters.Add(name, value);

        if (await flow.FindFaultAsync(parameters, cancellationToken) is { } fault)
        {
            Note(http, fault, refusals);
            return ResultOf(fault);
        }
        return RepeatedAsGet.TryLocate(http.Request, parameters).TryGet(out var location, out error)
            ? new SeeOtherResult(location)
            : new AuthorizationRefusalResult(error);
    }

    /// <summary>Records the refusal, also one that goes to the client by a redirect: it has no room for a support code (RFC 6749
    /// §4.1.2.1), so that is in the log and in the list alone.</summary>
    private static void Note(HttpContext http, AuthorizationOutcome outcome, RefusalRecorder refusals)
    {
        if (outcome.Fault is not { } fault) return;
        if (outcome.Parameters is { } parameters) ReceivedRequest.Of(http).Replace(parameters);
        refusals.Record(http, fault);
    }

    private static IResult ResultOf(AuthorizationOutcome outcome) => outcome switch
    {
        AuthorizationOutcome.Answered { Response: { Mode: ResponseMode.FormPost } response } => new FormPostResult(response),
        AuthorizationOutcome.Answered { Response: var response } => new SeeOtherResult(response.ToLocation()),
        AuthorizationOutcome.NeedsPerson person => new SeeOtherResult(person.Location),
        AuthorizationOutcome.Refused refusal => new AuthorizationRefusalResult(refusal.Error),
        _ => throw new InvalidOperationException("An outcome that does not exist."),
    };
}
