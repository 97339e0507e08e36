using System.Net.Mail;

namespace UserDirectory.Mail;

/// <summary>How mails leave.</summary>
internal interface IMailTransport
{
    Task SendAsync(MailMessage mail, Guid id, CancellationToken cancellationToken);
}
