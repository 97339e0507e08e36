using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;
using UserDirectory.Database;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>Registers passkeys.</summary>
internal static class PasskeysSetup
{
    public static void AddPasskeys(this IServiceCollection services, IConfiguration configuration)
    {
        var issuer = new Uri(configuration["Identity:Issuer"] ?? new PublicUrls().Issuer);
        var settings = services.AddValidatedOptions<PasskeySettings>(
            configuration, PasskeySettings.Section, settings => PasskeySettings.Problem(settings, issuer));
        services.AddSingleton(RelyingParty.Of(settings, issuer));
        services.AddSingleton<PasskeyChallenges>();
        services.AddSingleton<PasskeyCeremonies>();
        services.AddSingleton<PasskeyUses>();
        services.AddScoped(provider => new PasskeyRegistration(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasskeyCeremonies>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new PasskeyEnrolment(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasskeyRegistration>(),
            provider.GetRequiredService<PasskeyCeremonies>(), provider.GetRequiredService<PartialSignIns>(),
            provider.GetRequiredService<FactorLookup>(), provider.GetRequiredService<FactorChange>()));
        services.AddScoped(provider => new UserPasskeys(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<WaysIn>(), provider.GetRequiredService<FactorLookup>(),
            provider.GetRequiredService<AccountEnding>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new PasskeySignIn(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasskeyCeremonies>(), provider.GetRequiredService<PasskeyUses>(),
            provider.GetRequiredService<AccountEntrance>()));
        services.AddScoped(provider => new PasskeyStep(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasskeyCeremonies>(), provider.GetRequiredService<PasskeyUses>(),
            provider.GetRequiredService<PartialSignIns>()));
    }
}
