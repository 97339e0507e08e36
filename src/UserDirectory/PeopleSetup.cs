using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDefaults.Configuration;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.Passwords;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory;

/// <summary>Registers accounts, passwords, sessions, the trail and the outbox.</summary>
internal static class PeopleSetup
{
    public static void AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPasswords(configuration);
        services.AddSignIn(configuration);
        services.AddTrail();
        services.AddSingleton<OutboxSignal>();
    }

    private static void AddPasswords(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<PasswordHashingOptions>(configuration, PasswordHashingOptions.Section);
        services.AddValidatedOptions<PasswordPolicyOptions>(configuration, PasswordPolicyOptions.Section, PasswordPolicyOptions.Problem);
        services.AddSingleton<PasswordFormats>();
        services.AddSingleton<ChosenPasswordFormat>();
        services.AddSingleton<HashQueue>();
        services.AddSingleton<PasswordHashes>();
        services.AddSingleton<PasswordPolicy>();
        services.AddSingleton<ISeed, PasswordStart>();
        services.AddHealthChecks().AddCheck<PasswordHealth>("passwords");
    }

    private static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<LockoutSettings>(configuration, LockoutSettings.Section, LockoutSettings.Problem);
        services.AddValidatedOptions<SessionOptions>(configuration, SessionOptions.Section, SessionOptions.Problem);
        services.AddSingleton<ILookupNormalizer, LookupKeys>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<SessionCache>();
        services.AddSingleton<SessionRecords>();
        services.AddScoped<Lockout>();
        services.AddScoped(provider => new PasswordSignIn(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasswordHashes>(), provider.GetRequiredService<Lockout>(),
            provider.GetRequiredService<KnownDevices>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddTrail(this IServiceCollection services)
    {
        services.AddSingleton<SubjectKeys>();
        services.AddSingleton<AuditCipher>();
    }
}
