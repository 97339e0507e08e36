using System.Diagnostics.CodeAnalysis;
using OidcEngine.FirstParty;
using ServiceDefaults.Problems;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Finds whom the access token of a call speaks for (RFC 6750 §2.1).</summary>
internal sealed class AppCallers(FirstPartyTokens tokens)
{
    private const string Scheme = "Bearer ";
    public const string Scope = "profile.api"; // a token that an app narrowed to less is not for the account itself

    public async Task<CallerReading> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.Headers.Authorization.Count == 0) return new CallerReading(null, BearerRefusal.Missing(http));
        if (http.Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || await tokens.FindCallerAsync(header[Scheme.Length..].Trim(' '), cancellationToken) is not { } caller
            || !caller.Scopes.Contains(Scope))
            return new CallerReading(null, BearerRefusal.Invalid(http));
        return new CallerReading(caller, null);
    }
}

/// <summary>A caller, or what is wrong with the token.</summary>
internal readonly record struct CallerReading(FirstPartyCaller? Caller, ApiProblem? Problem)
{
    public bool TryGet([NotNullWhen(true)] out FirstPartyCaller? caller, [NotNullWhen(false)] out ApiProblem? problem)
    {
        (caller, problem) = (Caller, Problem);
        return caller is not null;
    }
}
