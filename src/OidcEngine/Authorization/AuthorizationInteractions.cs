using Jose;
using OidcEngine.Auditing;
using OidcEngine.Grants;
using OidcEngine.Sessions;

namespace OidcEngine.Authorization;

/// <summary>What the host's sign-in and consent pages ask of the engine. A page that is done redirects (303) to its
/// <c>returnUrl</c>, and the engine goes on with the request.</summary>
public sealed class AuthorizationInteractions
{
    private readonly ISignInTransactionStore _transactions;
    private readonly IConsentStore _consents;
    private readonly AuthorizationRequestReader _reader;
    private readonly TransactionUrl _urls;
    private readonly IProtocolAudit _audit;

    internal AuthorizationInteractions(
        ISignInTransactionStore transactions,
        IConsentStore consents,
        AuthorizationRequestReader reader,
        TransactionUrl urls,
        IProtocolAudit audit)
    {
        _transactions = transactions;
        _consents = consents;
        _reader = reader;
        _urls = urls;
        _audit = audit;
    }

    /// <summary>The request that waits behind a <c>returnUrl</c>.</summary>
    /// <param name="returnUrl">What the page was called with. Only the exact local form that the engine makes is taken.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>Null when the URL is another, or its request has expired, was answered, or is no longer right.</returns>
    public Task<PendingAuthorization?> FindAsync(string? returnUrl, CancellationToken cancellationToken) =>
        FindAsync(returnUrl, session: null, cancellationToken);

    /// <summary>The request that waits behind a <c>returnUrl</c>, with those scopes marked that this person has agreed to.</summary>
    /// <param name="returnUrl">What the page was called with.</param>
    /// <param name="session">The person's session.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>Null when the URL is another, or its request has expired, was answered, or is no longer right.</returns>
    public async Task<PendingAuthorization?> FindAsync(string? returnUrl, EndUserSession? session, CancellationToken cancellationToken)
    {
        if (await ReadAsync(returnUrl, cancellationToken) is not { } waiting) return null;
        var remembered = session is null ? null
            : await _consents.FindAsync(session.Subject, waiting.Request.Client.ClientId, cancellationToken);
        return PendingAuthorization.Describe(waiting.Request, returnUrl!, remembered);
    }

    /// <summary>In which languages the client of a waiting request wishes the pages (<c>ui_locales</c>, OIDC Core §3.1.2.1).</summary>
    /// <param name="returnUrl">What the page was called with.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>BCP 47 tags in the order of preference; none when it wishes none or nothing waits behind the URL.</returns>
    public async Task<IReadOnlyList<string>> FindUiLocalesAsync(string? returnUrl, CancellationToken cancellationToken) =>
        _urls.HandleIn(returnUrl) is { } handle
        && await _transactions.FindAsync(Handles.Hash(handle), cancellationToken) is { } transaction
            ? UiLocales.Parse(transaction.Parameters.GetValueOrDefault("ui_locales"))
            : [];

    /// <summary>Writes down that the person agrees (OIDC Core §3.1.2.4). Scopes that nobody asked for are left out, <c>openid</c> and
    /// required ones are always in; with nothing left it is a refusal, as <see cref="DenyAsync"/>.</summary>
    /// <param name="returnUrl">What the page was called with.</param>
    /// <param name="session">Who agrees; the answer counts for this person in this session alone.</param>
    /// <param name="scopes">The scopes that were left selected.</param>
    /// <param name="remember">True to ask no more for the same scopes.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>False when nothing waits behind the URL any more.</returns>
    public async Task<bool> ConsentAsync(
        string returnUrl, EndUserSession session, IReadOnlyCollection<string> scopes, bool remember, CancellationToken cancellationToken)
    {
        if (await ReadAsync(returnUrl, cancellationToken) is not { } waiting) return false;

        var agreed = ConsentRule.Items(ConsentRule.Agreed(waiting.Request, scopes));
        var decision = new ConsentDecision(session.Subject, session.SessionId, agreed);
        if (!await _transactions.DecideAsync(waiting.HandleHash, decision, cancellationToken)) return false;

        if (remember && agreed.Count > 0)
            await _consents.RememberAsync(session.Subject, waiting.Request.Client.ClientId, agreed, cancellationToken);
        return true;
    }

    /// <summary>Writes down that the person goes on with the account that is signed in (OIDC Core §3.1.2.1,
    /// <c>prompt=select_account</c>). Who takes another account signs in instead.</summary>
    /// <param name="returnUrl">What the page was called with.</param>
    /// <param name="session">The session of the account.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>False when nothing waits behind the URL any more.</returns>
    public async Task<bool> ContinueAsAsync(string? returnUrl, EndUserSession session, CancellationToken cancellationToken) =>
        _urls.HandleIn(returnUrl) is { } handle
        && await _transactions.ChooseAsync(Handles.Hash(handle), session.SessionId, cancellationToken);

    /// <summary>Writes down that the person declines: the client is told <c>access_denied</c> (RFC 6749 §4.1.2.1).</summary>
    /// <param name="returnUrl">What the page was called with.</param>
    /// <param name="session">Who declines.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>False when nothing waits behind the URL any more.</returns>
    public async Task<bool> DenyAsync(string returnUrl, EndUserSession session, CancellationToken cancellationToken)
    {
        if (await ReadAsync(returnUrl, cancellationToken) is not { } waiting) return false;

        var decision = new ConsentDecision(session.Subject, session.SessionId, []);
        if (!await _transactions.DecideAsync(waiting.HandleHash, decision, cancellationToken)) return false;

        var entry = new ProtocolEvent("consent.denied", Succeeded: true, waiting.Request.Client.ClientId, session.Subject, Detail: null);
        await _audit.RecordAsync(entry, cancellationToken);
        return true;
    }

    private async Task<(AuthorizationRequest Request, byte[] HandleHash)?> ReadAsync(string? returnUrl, CancellationToken cancellationToken)
    {
        if (_urls.HandleIn(returnUrl) is not { } handle) return null;
        if (await _transactions.FindAsync(Handles.Hash(handle), cancellationToken) is not { } transaction) return null;

        var (request, error) = await _reader.ReadKeptAsync(transaction, cancellationToken);
        return error is null ? (request, transaction.HandleHash) : null;
    }
}
