using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Scopes;
using OidcEngine.Token;

namespace OidcEngine.FirstParty;

internal static class FirstPartySetup
{
    // Its constructor is internal, as its parts are.
    public static IServiceCollection AddFirstParty(this IServiceCollection services) => services.AddScoped(provider => new FirstPartyTokens(
        provider.GetRequiredService<IClientStore>(),
        provider.GetRequiredService<IResourceStore>(),
        provider.GetRequiredService<IAuthorizationCodeStore>(),
        provider.GetRequiredService<IRefreshFamilyStore>(),
        provider.GetRequiredService<IAccessTokenStore>(),
        provider.GetRequiredService<AccessTokenReader>(),
        provider.GetRequiredService<RefreshTokens>(),
        provider.GetRequiredService<GrantTokens>(),
        provider.GetRequiredService<RefreshTokenGrant>(),
        provider.GetRequiredService<IOptions<OidcEngineOptions>>(),
        provider.GetRequiredService<TimeProvider>()));
}
