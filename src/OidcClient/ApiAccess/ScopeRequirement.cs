using Microsoft.AspNetCore.Authorization;

namespace OidcClient.ApiAccess;

/// <summary>The access token carries this scope.</summary>
internal sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    public string Scope { get; } = scope;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User.HasClaim("scope", requirement.Scope)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
