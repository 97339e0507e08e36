using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OidcClient.Discovery;

namespace OidcClient.ApiAccess;

/// <summary>Adds to an API the authentication by access tokens.</summary>
public static class ApiAccessSetup
{
    /// <summary>Accepts bearer access tokens (RFC 6750 §2.1) of one provider that are JWTs (RFC 9068) made for this API, under
    /// the scheme <see cref="ApiAccessDefaults.Scheme"/>. Register an <see cref="IAccessTokenStatus"/> to refuse tokens
    /// that were revoked; ask for scopes with <see cref="ScopePolicies"/>.</summary>
    public static AuthenticationBuilder AddApiAccess(this AuthenticationBuilder builder, Action<ApiAccessOptions> configure)
    {
        builder.Services.AddProviders();
        builder.Services.TryAddScoped<AccessTokenValidator>();
        return builder.AddScheme<ApiAccessOptions, ApiAccessHandler>(ApiAccessDefaults.Scheme, configure);
    }
}
