using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace OidcClient.ApiAccess;

/// <summary>Asks for scopes at endpoints and in policies.</summary>
public static class ScopePolicies
{
    /// <summary>Lets in only callers whose access token carries <paramref name="scope"/>. Others are answered 401, or 403 with
    /// <c>insufficient_scope</c> and the scope's name (RFC 6750 §3.1).</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.RequireScope(scope));

    /// <summary>Adds the scope to a policy, and with it the scheme that reads access tokens.</summary>
    public static AuthorizationPolicyBuilder RequireScope(this AuthorizationPolicyBuilder policy, string scope) =>
        policy.AddAuthenticationSchemes(ApiAccessDefaults.Scheme).RequireAuthenticatedUser().AddRequirements(new ScopeRequirement(scope));
}
