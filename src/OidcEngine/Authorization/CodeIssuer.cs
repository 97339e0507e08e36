using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Grants;
using OidcEngine.Scopes;
using OidcEngine.Sessions;

namespace OidcEngine.Authorization;

/// <summary>Issues authorization codes, RFC 6749 §4.1.2: one insert writes the grant with its code.</summary>
internal sealed class CodeIssuer(IAuthorizationCodeStore codes, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    /// <summary>The code, or null when the session has ended meanwhile or the person may not sign in any more.</summary>
    public async Task<string?> IssueAsync(
        AuthorizationRequest request, EndUserSession session, GrantedScopes granted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var grant = new Grant
        {
            Id = Guid.CreateVersion7(now),
            ClientId = request.Client.ClientId,
            Subject = session.Subject,
            SessionId = session.SessionId,
            Scopes = granted.Scopes,
            Resources = granted.Resources,
            Claims = granted.Claims,
            Nonce = request.Nonce,
            AuthTime = session.AuthTime,
            Acr = session.Acr,
            Amr = session.Amr,
            CreatedAt = now,
        };

        var code = Handles.Create();
        var kept = new AuthorizationCode(
            Handles.Hash(code),
            request.Parameters["redirect_uri"], // §4.1.3: the token request repeats what was sent here, or nothing
            request.CodeChallenge,
            now + options.Value.Lifetimes.AuthorizationCode)
        {
            DpopJkt = request.DpopJkt,
        };
        return await codes.AddAsync(grant, kept, cancellationToken) ? code : null;
    }
}
