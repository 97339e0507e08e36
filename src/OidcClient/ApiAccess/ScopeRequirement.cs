using Microsoft.AspNetCore.Authorization;

namespace OidcClient.ApiAccess;

/// <summary>The access token carries this scope. An API that answers refusals in words of its own finds it among the unmet
/// requirements.</summary>
/// <param name="scope">One scope token (RFC 6749 §3.3).</param>
public sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    /// <summary>The scope that the token must carry.</summary>
    public string Scope { get; } = scope;

    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User.HasClaim("scope", requirement.Scope)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
