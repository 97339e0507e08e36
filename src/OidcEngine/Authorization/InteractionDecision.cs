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

    /// <summary>A new account, and a sign-in to it.</summary>
    public sealed record Register : InteractionDecision;

    /// <summary>The choice between the account that is signed in and another.</summary>
    public sealed record ChooseAccount : InteractionDecision;

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
            return silent ? LoginRequired("The person has to sign in.") : SignInOrRegister(request);

        if (request.HintedSubject is { } expected && expected != session.Subject)
        {
            // §3.1.2.1 id_token_hint: the other person gets one chance; who then still is another is not who was asked for.
            return silent || HasSignedInSince(session, transaction)
                ? LoginRequired("Another person is signed in than id_token_hint names.")
                : new SignIn();
        }

        if (IsTooWeak(request, session, transaction) is { } stepUp)
            return silent && stepUp is SignIn ? LoginRequired("The person has to sign in more strongly.") : stepUp;

        if (IsAccountChoiceDue(request, session, transaction)) return new ChooseAccount();

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

    private static InteractionDecision SignInOrRegister(AuthorizationRequest request) =>
        request.Prompts.HasFlag(Prompts.Create) ? new Register() : new SignIn();

    /// <summary>What a sign-in that is weaker than asked leads to; null when it is not, or when it was a wish alone that nobody here can
    /// meet, or that was not met (OIDC Core §3.1.2.1 <c>acr_values</c>): the tokens say how strong it really was.</summary>
    private static InteractionDecision? IsTooWeak(AuthorizationRequest request, EndUserSession session, SignInTransaction? transaction)
    {
        var levels = request.Surroundings.AcrValues;
        if (request.Acr.IsMetBy(session.Acr, levels)) return null;
        if (request.Acr.IsWithin(levels) && !HasSignedInSince(session, transaction)) return new SignIn();
        return request.Acr.IsEssential ? new Refuse(Unmet) : null;
    }

    private static bool IsAccountChoiceDue(AuthorizationRequest request, EndUserSession session, SignInTransaction? transaction) =>
        request.Prompts.HasFlag(Prompts.SelectAccount)
        && !HasSignedInSince(session, transaction)
        && transaction?.ChosenSessionId != session.SessionId;

    /// <summary><c>prompt=login</c>, <c>create</c> and <c>max_age</c> are met by a sign-in after the request came, and by no
    /// older one (for <c>max_age</c>: by none that is older than it says).</summary>
    private static bool IsFreshSignInDue(
        AuthorizationRequest request, EndUserSession session, SignInTransaction? transaction, DateTimeOffset now)
    {
        if (HasSignedInSince(session, transaction)) return false;
        if ((request.Prompts & (Prompts.Login | Prompts.Create)) != 0) return true;
        return request.MaxAge is { } maxAge && now - session.AuthTime > maxAge;
    }

    private static bool HasSignedInSince(EndUserSession session, SignInTransaction? transaction) =>
        transaction is not null && session.AuthTime >= transaction.CreatedAt;

    /// <summary>An answer counts for the person and the session that gave it.</summary>
    private static ConsentDecision? AnswerOf(EndUserSession session, SignInTransaction? transaction) =>
        transaction?.Consent is { } answer && answer.Subject == session.Subject && answer.SessionId == session.SessionId ? answer : null;

    private static readonly OAuthError Unmet =
        OAuthError.UnmetAuthenticationRequirements("Nobody can be authenticated here in the way that acr asks for.") with
        {
            Reason = new("acr", "OIDC Core §5.5.1.1", "Ask for an acr that acr_values_supported lists, or do not make it essential."),
        };

    private static Refuse LoginRequired(string description) => new(OAuthError.LoginRequired(description));
}
