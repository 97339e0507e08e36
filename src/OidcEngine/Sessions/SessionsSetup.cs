using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Http;

namespace OidcEngine.Sessions;

/// <summary>What every endpoint that knows a person's session is made of.</summary>
internal static class SessionsSetup
{
    public static IServiceCollection AddSessions(this IServiceCollection services) =>
        services.AddSingleton<BrowserSession>().AddSingleton<IdTokenHints>();
}
