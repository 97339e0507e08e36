using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.Passwords;
using UserDirectory.PersonalData;
using UserDirectory.Roles;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>Registers what links of mails do.</summary>
internal static class LinksSetup
{
    public static void AddLinks(this IServiceCollection services)
    {
        services.AddSingleton<MailLinks>();
        services.AddSingleton<LinkLetters>();
        services.AddSingleton<IPersonalData, MailLinkData>();
        services.AddScoped(provider => new MailRequests(provider.GetRequiredService<IdentityDb>()));
        services.AddScoped(provider => new EmailVerification(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<MailLinks>(), provider.GetRequiredService<LinkLetters>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new AddressClaim(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<MailLinks>(), provider.GetRequiredService<EmailVerification>(),
            provider.GetRequiredService<PasswordProof>()));
        services.AddScoped(provider => new EmailChange(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<MailLinks>(), provider.GetRequiredService<LinkLetters>(),
            provider.GetRequiredService<AccountEnding>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new PasswordByLink(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<MailLinks>(), provider.GetRequiredService<PasswordChoice>(),
            provider.GetRequiredService<PasswordHistory>(), provider.GetRequiredService<AccountEnding>(), provider.GetRequiredService<Lockout>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new AccountMailActs(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<Escalation>(), provider.GetRequiredService<LinkLetters>()));
    }

    /// <summary>What the provider alone does: answer who asks for a mail.</summary>
    public static void AddLinksOfProvider(this IServiceCollection services) => services.AddSingleton<IOutboxHandler, MailRequestHandler>();
}
