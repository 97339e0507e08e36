using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Clients.Authentication;
using OidcEngine.Clients.Keys;
using OidcEngine.MutualTls;

namespace OidcEngine.Clients;

internal static class ClientsSetup
{
    /// <summary>The methods of client authentication; the metadata advertises what stands here.</summary>
    public static IServiceCollection AddClients(this IServiceCollection services) => services
        .AddSingleton<IClientAuthenticationMethod, ClientSecretBasic>()
        .AddSingleton<IClientAuthenticationMethod, ClientSecretPost>()
        .AddSingleton<IClientAuthenticationMethod, PrivateKeyJwt>()
        .AddSingleton<IClientAuthenticationMethod, ClientSecretJwt>()
        .AddSingleton<IClientAuthenticationMethod, PublicClient>()
        .AddSingleton<IClientAuthenticationMethod, TlsClientAuth>()
        .AddSingleton<IClientAuthenticationMethod, SelfSignedTlsClientAuth>()
        .AddSingleton<AssertionCheck>()
        .AddSingleton<CertificateTrust>()
        .AddSingleton<ClientKeys>()
        .AddSingleton<SecretCheck>()
        .AddSingleton<FailureWindows>()
        .AddScoped<ClientAuthenticator>()
        .AddScoped<ClientRequests>();
}
