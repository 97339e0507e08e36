using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.CheckSession;

/// <summary>What session management is made of.</summary>
internal static class CheckSessionSetup
{
    public static IServiceCollection AddCheckSession(this IServiceCollection services) => services.AddSingleton<SessionState>();
}
