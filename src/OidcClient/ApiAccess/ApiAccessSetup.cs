using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OidcClient.Discovery;

namespace OidcClient.ApiAccess;

/// <summary>Adds to an API the authentication by access tokens.</summary>
public static class ApiAccessSetup
{
    /// <summary>Accepts access tokens of one provider that are JWTs (RFC 9068) made for this API, under the scheme
    /// <see cref="ApiAccessDefaults.Scheme"/>: bearer tokens (RFC 6750 §2.1), and those bound to a DPoP key (RFC 9449) or to the certificate
    /// of the connection (RFC 8705). Register an <see cref="IUsedProofs"/> that all instances share, and an <see cref="IAccessTokenStatus"/> to refuse tokens
    /// that were revoked; ask for scopes with <see cref="ScopePolicies"/>.</summary>
    public static AuthenticationBuilder AddApiAccess(this AuthenticationBuilder builder, Action<ApiAccessOptions> configure)
    {
        builder.Services.AddProviders();
        builder.Services.TryAddSingleton<IUsedProofs, UsedProofsOfProcess>();
        builder.Services.TryAddScoped<AccessTokenValidator>();
        return builder.AddScheme<ApiAccessOptions, ApiAccessHandler>(ApiAccessDefaults.Scheme, configure);
    }
}
