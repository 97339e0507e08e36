using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.Grants;
using UserDirectory.Outbox;
using UserDirectory.Passkeys;
using UserDirectory.PersonalActivity;
using UserDirectory.Preferences;
using UserDirectory.PushTokens;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.PersonalData;

/// <summary>Registers what people keep here themselves, and all that holds something on them: the files of the archive come in this order.</summary>
internal static class PersonalDataSetup
{
    public static void AddPersonalData(this IServiceCollection services)
    {
        services.AddScoped<UserPreferences>();
        services.AddScoped<PushDevices>();
        services.AddScoped(provider => new OwnActivity(provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<SubjectKeys>()));
        services.AddScoped(provider => new PersonalDataExport(
            provider.GetRequiredService<IdentityDb>(), provider.GetServices<IPersonalData>(), provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<IPersonalData, AccountData>();
        services.AddSingleton<IPersonalData, PreferencesData>();
        services.AddSingleton<IPersonalData, PushTokenData>();
        services.AddSingleton<IPersonalData, ExternalLoginData>();
        services.AddSingleton<IPersonalData, PasskeyData>();
        services.AddSingleton<IPersonalData, SessionData>();
        services.AddSingleton<IPersonalData, GrantData>();
        services.AddSingleton<IPersonalData, AttemptData>();
        services.AddSingleton<IPersonalData, SecondFactorData>();
        services.AddSingleton<IPersonalData, MessageData>();
        services.AddSingleton<IPersonalData, ActivityData>();
    }
}
