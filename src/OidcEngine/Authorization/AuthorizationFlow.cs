using System.Collections.Frozen;
using Jose;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Authorization.Checks;
using OidcEngine.Errors;
using OidcEngine.Grants;
using OidcEngine.Http;
using OidcEngine.Sessions;

namespace OidcEngine.Authorization;

/// <summary>Leads a request from its parameters to its outcome. Round trips, session lookup aside: one for a signed-in person and a
/// first-party client (the code), one more for other clients (remembered consent). A person who is asked costs one for the new transaction,
/// and two for each return from a page (the transaction is read, then taken).</summary>
internal sealed class AuthorizationFlow(
    AuthorizationRequestReader reader,
    ISignInTransactionStore transactions,
    IConsentStore consents,
    CodeIssuer codes,
    TransactionUrl urls,
    IOptions<OidcEngineOptions> options,
    TimeProvider time,
    ILogger<AuthorizationFlow> logger)
{
    /// <summary>A request that comes from a client.</summary>
    public async Task<AuthorizationOutcome> StartAsync(
        RequestParameters parameters, EndUserSession? session, CancellationToken cancellationToken)
    {
        var (request, error) = await reader.ReadAsync(parameters, RequestEndpoints.Authorization, cancellationToken);
        return await RunAsync(request, error, session, waiting: null, cancellationToken);
    }

    /// <summary>A request that waited for a person. It is checked again from the start, since its client may have changed.</summary>
    public async Task<AuthorizationOutcome> ResumeAsync(string handle, EndUserSession? session, CancellationToken cancellationToken)
    {
        if (await transactions.FindAsync(Handles.Hash(handle), cancellationToken) is not { } transaction) return NoLongerWaiting();
        var (request, error) = await reader.ReadKeptAsync(transaction, cancellationToken);
        return await RunAsync(request, error, session, new Waiting(handle, transaction), cancellationToken);
    }

    /// <summary>The answer to a request that is wrong in itself; null for one that is right, or comes by reference: that is not followed
    /// before the browser is there whose request it becomes.</summary>
    public async Task<AuthorizationOutcome?> FindFaultAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        if (parameters["request_uri"] is not null && !parameters.HasDoubled) return null;
        var (request, error) = await reader.ReadAsync(parameters, RequestEndpoints.Authorization, cancellationToken);
        return error is null ? null : await RejectAsync(request, error, waiting: null, cancellationToken);
    }

    private Task<AuthorizationOutcome> RunAsync(
        AuthorizationRequest request, OAuthError? error, EndUserSession? session, Waiting? waiting, CancellationToken cancellationToken) =>
        error is null
            ? ProceedAsync(request, session, waiting, cancellationToken)
            : RejectAsync(request, error, waiting, cancellationToken);

    private async Task<AuthorizationOutcome> RejectAsync(
        AuthorizationRequest request, OAuthError error, Waiting? waiting, CancellationToken cancellationToken)
    {
        if (request.IsRedirectable) return await AnswerAsync(request, error, waiting, cancellationToken);
        logger.Refused(request.Parameters["client_id"], error.Code, error.Description);
        return new AuthorizationOutcome.Refused(error) { Fault = error, Parameters = request.Parameters };
    }

    private async Task<AuthorizationOutcome> ProceedAsync(
        AuthorizationRequest request, EndUserSession? session, Waiting? waiting, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> remembered = session is not null && ConsentRule.DependsOnMemory(request)
            ? await consents.FindAsync(session.Subject, request.Client.ClientId, cancellationToken)
            : FrozenSet<string>.Empty;

        return InteractionDecision.Decide(request, session, waiting?.Transaction, remembered, time.GetUtcNow()) switch
        {
            InteractionDecision.Issue issue => await IssueAsync(request, issue, waiting, cancellationToken),
            InteractionDecision.Refuse refusal => await AnswerAsync(request, refusal.Error, waiting, cancellationToken),
            InteractionDecision.Consent => ToPage(urls.ToConsent(waiting?.Handle ?? await KeepAsync(request, cancellationToken))),
            InteractionDecision.ChooseAccount => ToPage(urls.ToAccountChoice(waiting?.Handle ?? await KeepAsync(request, cancellationToken))),
            InteractionDecision.Register => ToPage(urls.ToRegistration(waiting?.Handle ?? await KeepAsync(request, cancellationToken))),
            _ => ToPage(urls.ToSignIn(waiting?.Handle ?? await KeepAsync(request, cancellationToken))),
        };
    }

    private async Task<AuthorizationOutcome> IssueAsync(
        AuthorizationRequest request, InteractionDecision.Issue issue, Waiting? waiting, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(waiting, cancellationToken)) return NoLongerWaiting();

        var code = await codes.IssueAsync(request, issue.Session, issue.Granted, cancellationToken);
        return code is null
            ? await ProceedAsync(request, session: null, waiting: null, cancellationToken) // the session ended meanwhile
            : new AuthorizationOutcome.Answered(AuthorizationResponse.WithCode(request, code, options.Value.Issuer));
    }

    private async Task<AuthorizationOutcome> AnswerAsync(
        AuthorizationRequest request, OAuthError error, Waiting? waiting, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(waiting, cancellationToken)) return NoLongerWaiting();
        logger.Ended(request.Client.ClientId, error.Code, error.Description);
        var response = AuthorizationResponse.WithError(request, error, options.Value.Issuer);
        return new AuthorizationOutcome.Answered(response) { Fault = error, Parameters = request.Parameters };
    }

    /// <summary>A waiting request is answered once: of several tabs that come back at the same time, one alone goes on.</summary>
    private async ValueTask<bool> TakeAsync(Waiting? waiting, CancellationToken cancellationToken) =>
        waiting is null || await transactions.CompleteAsync(waiting.Transaction.HandleHash, cancellationToken);

    private async Task<string> KeepAsync(AuthorizationRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var handle = Handles.Create();
        var transaction = new SignInTransaction
        {
            HandleHash = Handles.Hash(handle),
            ClientId = request.Client.ClientId,
            Parameters = TransactionParameters.Keep(request.Parameters),
            CreatedAt = now,
            ExpiresAt = now + options.Value.Lifetimes.SignInTransaction,
        };
        await transactions.AddAsync(transaction, cancellationToken);
        return handle;
    }

    private static AuthorizationOutcome.NeedsPerson ToPage(string location) => new(location);

    private static AuthorizationOutcome.Refused NoLongerWaiting() =>
        new(OAuthError.InvalidRequest("The request has expired or was answered already. Please start again from the app.")
            .Because("waiting-request", "RFC 6749 §4.1.1", "Start again from the app: a request is answered once, and waits for a while."));

    private sealed record Waiting(string Handle, SignInTransaction Transaction);
}
