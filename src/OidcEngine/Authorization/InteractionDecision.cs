using OidcEngine.Errors;
using OidcEngine.Scopes;
using OidcEngine.Sessions;

namespace OidcEngine.Authorization;

/// <summary>What a proven request needs next.</summary>
internal abstract record InteractionDecision
{
    private InteractionDecision() { }

    /// <summary>Nothing: the code is issued for these scopes.</summary>
    public sealed record Issue(EndUserSession Session, GrantedScopes Granted) : InteractionDecision;

    /// <summary>A sign-in.</summary>
    public sealed record SignIn : InteractionDecision;

    /// <summary>The person's consent.</summary>
    public sealed record Consent : InteractionDecision;

    /// <summary>Nothing more: the client is told why not.</summary>
    public sealed record Refuse(OAuthError Error) : InteractionDecision;

    /// <summary>Decides by OIDC Core §3.1.2.3 (the person is authenticated) and §3.1.2.4 (and consents).</summary>
    /// <param name="request">The proven request.</param>
    /// <param name="session">The browser's session, if there is one.</param>
    /// <param name="transaction">The transaction that this request waited in, if it did.</param>
    /// <param name="remembered">The scopes that the person has agreed to for this client before.</param>
    /// <param name="now">The time.</param>
    public static InteractionDecision Decide(
        AuthorizationRequest request,
        EndUserSession? session,
        SignInTransaction? transaction,
        IReadOnlySet<string> remembered,
        DateTimeOffset now)
    {
        var silent = request.Prompts == Prompts.None;

        if (session is null || IsFreshSignInDue(request, session, transaction, now))
            return silent ? LoginRequired("The person has to sign in.") : new SignIn();

        if (request.HintedSubject is { } expected && expected != session.Subject)
        {
            // §3.1.2.1 id_token_hint: the other person gets one chance; who then still is another is not who was asked for.
            return silent || HasSignedInSince(session, transaction)
                ? LoginRequired("Another person is signed in than id_token_hint names.")
                : new SignIn();
        }

        if (AnswerOf(session, transaction) is { } answer)
        {
            return answer.Scopes.Count > 0
                ? new Issue(session, ConsentRule.Agreed(request, answer.Scopes))
                : new Refuse(OAuthError.AccessDenied("The person declined."));
        }

        if (ConsentRule.MustAsk(request, remembered))
            return silent ? new Refuse(OAuthError.ConsentRequired("The person has to consent.")) : new Consent();

        return new Issue(session, request.Scopes);
    }

    /// <summary><c>prompt=login</c>, <c>select_account</c> and <c>max_age</c> are met by a sign-in after the request came, and by no
    /// older one (for <c>max_age</c>: by none that is older than it says).</summary>
    private static bool IsFreshSignInDue(
        AuthorizationRequest request, EndUserSession session, SignInTransaction? transaction, DateTimeOffset now)
    {
        if (HasSignedInSince(session, transaction)) return false;
        if ((request.Prompts & (Prompts.Login | Prompts.SelectAccount)) != 0) return true;
        return request.MaxAge is { } maxAge && now - session.AuthTime > maxAge;
    }

    private static bool HasSignedInSince(EndUserSession session, SignInTransaction? transaction) =>
        transaction is not null && session.AuthTime >= transaction.CreatedAt;

    /// <summary>An answer counts for the person and the session that gave it.</summary>
    private static ConsentDecision? AnswerOf(EndUserSession session, SignInTransaction? transaction) =>
        transaction?.Consent is { } answer && answer.Subject == session.Subject && answer.SessionId == session.SessionId ? answer : null;

    private static Refuse LoginRequired(string description) => new(OAuthError.LoginRequired(description));
}
