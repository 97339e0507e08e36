using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OidcEngine.Auditing;
using OidcEngine.UserInfo;
using ServiceDefaults.Configuration;
using ServiceDefaults.Notices;
using UserDirectory.Analytics;
using UserDirectory.Audit;
using UserDirectory.Avatars;
using UserDirectory.Database;
using UserDirectory.Deletion;
using UserDirectory.ExternalLogins;
using UserDirectory.Housekeeping;
using UserDirectory.Links;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Passkeys;
using UserDirectory.Passwords;
using UserDirectory.PersonalData;
using UserDirectory.Registration;
using UserDirectory.Roles;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.UserFiles;
using UserDirectory.Users;

namespace UserDirectory;

/// <summary>Registers accounts, passwords, sessions, the trail and the outbox.</summary>
internal static class PeopleSetup
{
    /// <summary>What both hosts need.</summary>
    public static void AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IChangeNotices, NoNotices>();
        services.AddPasswords(configuration);
        services.AddSignIn(configuration);
        services.AddSecondFactors(configuration);
        services.AddAccounts(configuration);
        services.AddPasskeys(configuration);
        services.AddTrail();
        services.AddPersonalData();
        services.AddExternalLogins(configuration);
        services.AddDeletion(configuration);
        services.AddAvatars(configuration);
        services.AddSingleton<OutboxSignal>();
        services.AddLinks();
        services.AddUserFiles();
    }

    /// <summary>What the provider alone does: make the first accounts, deliver the outbox, seal the trail.</summary>
    public static void AddPeopleOfProvider(this IServiceCollection services)
    {
        services.AddSingleton<ISeed, UsersSeed>();
        services.AddSingleton<ISeed, BootstrapSeed>();

        services.AddSingleton(provider => ValidatedOptions.Read<MailOptions>(
            provider.GetRequiredService<IConfiguration>(), MailOptions.Section, MailOptions.Problem));
        services.AddSingleton<LetterMarkup>();
        services.AddSingleton(provider => new LetterWriter(
            provider.GetRequiredService<PublicUrls>(), provider.GetRequiredService<MailOptions>(), provider.GetRequiredService<LetterMarkup>(),
            provider.GetRequiredService<IConfiguration>()["Branding:Name"] is { Length: > 0 } brand ? brand : "Identity"));
        services.AddSingleton(MailTransport);
        services.AddSingleton<LetterWishes>();
        services.AddSingleton<IOutboxHandler, MailHandler>();
        services.AddLinksOfProvider();
        services.AddExternalLoginsOfProvider();
        services.AddSingleton<IOutboxHandler, LogoutHandler>();
        services.AddAvatarsOfProvider();
        services.AddSingleton<OutboxQueue>();
        services.AddHostedService<OutboxDispatcher>();

        services.AddSingleton<AuditSigning>();
        services.AddSingleton<AuditSealing>();
        services.AddHostedService<AuditSealer>();
        services.AddSingleton<IHousekeepingJob, DeliveredMessages>();
        services.AddSingleton<IHousekeepingJob, ForgottenAttempts>();
        services.AddSingleton<IHousekeepingJob, UserCountFolding>();
        services.AddSingleton<IHousekeepingJob, AccountErasure>();
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
        services.AddScoped<PasswordHistory>();
        services.AddScoped<PasswordChoice>();
        services.AddScoped(provider => new PasswordProof(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasswordHashes>(), provider.GetRequiredService<Lockout>()));
        services.AddScoped(provider => new PasswordChange(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasswordChoice>(), provider.GetRequiredService<PasswordHistory>(),
            provider.GetRequiredService<PasswordProof>(), provider.GetRequiredService<AccountEnding>(), provider.GetRequiredService<TimeProvider>()));
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
        services.AddSingleton(provider => new AppSessions(provider.GetRequiredService<SessionRecords>()));
        services.AddScoped<Lockout>();
        services.AddScoped(provider => new AccountEntrance(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<EmailVerification>(),
            provider.GetRequiredService<RegistrationOptions>().IsVerifiedEmailRequired(provider.GetRequiredService<IHostEnvironment>()),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new PasswordSignIn(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasswordHashes>(), provider.GetRequiredService<Lockout>(),
            provider.GetRequiredService<KnownDevices>(), provider.GetRequiredService<AccountEntrance>(), provider.GetRequiredService<AccountUnlock>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new AccountUnlock(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<MailLinks>(), provider.GetRequiredService<KnownDevices>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new NewDevices(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<KnownDevices>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<LogoutDeliveries>();
        services.AddScoped(provider => new UserSessions(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<SessionEnding>(), provider.GetRequiredService<SessionCache>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<SessionSearch>();
        services.AddScoped(provider => new SessionRemoval(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<UserSessions>(), provider.GetRequiredService<Escalation>()));
    }

    private static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<RegistrationOptions>(configuration, RegistrationOptions.Section);
        services.AddRoles();
        services.AddScoped<AccountEnding>();
        services.AddSingleton<ProfileQuery>();
        services.AddScoped<UserProfiles>();
        services.AddScoped<AccountSecurity>();
        services.AddScoped<SecurityReview>();
        services.AddScoped<UserSearch>();
        services.AddScoped<UserCounts>();
        services.AddSingleton(provider => new InstallationFigures(
            provider.GetRequiredService<IDbContextFactory<IdentityDb>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new UserStatusChange(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<Escalation>(), provider.GetRequiredService<AccountEnding>(),
            provider.GetRequiredService<LastAdministrator>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new AccountEditing(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<Escalation>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new AccountActs(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<Escalation>(), provider.GetRequiredService<AccountDeletion>(),
            provider.GetRequiredService<UserSessions>(), provider.GetRequiredService<Lockout>(), provider.GetRequiredService<FactorReset>()));
        services.AddScoped(provider => new UserRegistration(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasswordPolicy>(), provider.GetRequiredService<PasswordHashes>(),
            provider.GetRequiredService<RoleGrants>(), provider.GetRequiredService<RegistrationOptions>(), provider.GetRequiredService<LinkLetters>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IUserClaims, UserClaims>();
    }

    private static void AddTrail(this IServiceCollection services)
    {
        services.AddSingleton<SubjectKeys>();
        services.AddSingleton<AuditCipher>();
        services.AddSingleton<ISeed, AuditPartitions>();
        services.AddSingleton<IProtocolAudit, ProtocolAudit>();
        services.AddSingleton<AuditVerification>();
        services.AddScoped(provider => new AuditTrail(provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<SubjectKeys>()));
    }

    private static IMailTransport MailTransport(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<MailOptions>();
        return options.Host is { Length: > 0 }
            ? new SmtpTransport(options, provider.GetRequiredService<TimeProvider>())
            : new FileTransport(Path.Combine(DataDirectory.Of(provider.GetRequiredService<IConfiguration>()), "mail"));
    }
}
