using IdentityProvider.DevelopmentMail;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityProvider.Tests.Hosting;

/// <summary>What the host under test has mailed.</summary>
internal static class Mailbox
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The newest mail to this address whose subject has these words; it may be on its way.</summary>
    public static async Task<StoredMail> MailAsync(this Provider provider, string address, string subject, string? butNot = null)
    {
        var clock = TimeProvider.System;
        for (var start = clock.GetTimestamp(); clock.GetElapsedTime(start) < Longest; await Task.Delay(50))
            if (provider.MailsTo(address).FirstOrDefault(mail => mail.Id != butNot && mail.Subject.Contains(subject, StringComparison.Ordinal)) is { } found)
                return found;
        throw new TimeoutException($"No mail \"{subject}\" came to {address}. There are: {string.Join(", ", provider.MailsTo(address).Select(mail => mail.Subject))}");
    }

    /// <summary>All mails to this address until now, the newest first.</summary>
    public static IEnumerable<StoredMail> MailsTo(this Provider provider, string address) =>
        provider.Services.GetRequiredService<MailFolder>().List().Where(mail => mail.To == address);

    /// <summary>The address that the mail's button opens.</summary>
    public static string LinkOf(this Provider provider, StoredMail mail) =>
        mail.Text.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith(provider.Issuer + "/", StringComparison.Ordinal));
}
