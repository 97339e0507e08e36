using System.Net;
using System.Net.Mail;

namespace UserDirectory.Mail;

/// <summary>Hands mails to the configured server.</summary>
internal sealed class SmtpTransport(MailOptions options, TimeProvider time) : IMailTransport
{
    public async Task SendAsync(MailMessage mail, Guid id, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(options.Host, options.Port)
        {
            EnableSsl = options.StartTls,
            Credentials = options.UserName is null ? null : new NetworkCredential(options.UserName, options.Password),
        };
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await client.SendMailAsync(mail, either.Token).WaitAsync(either.Token); // a server that says nothing holds the client's own wait
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SmtpException(SmtpStatusCode.GeneralFailure, $"It did not answer within {options.Timeout.TotalSeconds:0} seconds.");
        }
    }
}
