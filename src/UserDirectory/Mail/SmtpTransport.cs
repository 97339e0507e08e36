using System.Net;
using System.Net.Mail;

namespace UserDirectory.Mail;

/// <summary>Hands mails to the configured server.</summary>
internal sealed class SmtpTransport(MailOptions options) : IMailTransport
{
    public async Task SendAsync(MailMessage mail, Guid id, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(options.Host, options.Port)
        {
            EnableSsl = options.StartTls,
            Credentials = options.UserName is null ? null : new NetworkCredential(options.UserName, options.Password),
        };
        await client.SendMailAsync(mail, cancellationToken);
    }
}
