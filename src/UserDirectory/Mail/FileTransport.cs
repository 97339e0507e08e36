using System.Net.Mail;

namespace UserDirectory.Mail;

/// <summary>Writes mails as files, for installations without a mail server. The second delivery of a mail replaces the first.</summary>
internal sealed class FileTransport(string folder) : IMailTransport
{
    public async Task SendAsync(MailMessage mail, Guid id, CancellationToken cancellationToken)
    {
        // The framework names the file by itself: it gets a folder of its own, and its final name in one step.
        var unfinished = Path.Combine(folder, $".{id:N}");
        Directory.CreateDirectory(unfinished);
        using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = unfinished })
            await client.SendMailAsync(mail, cancellationToken);
        File.Move(Directory.EnumerateFiles(unfinished).First(), Path.Combine(folder, $"{id:N}.eml"), overwrite: true);
        Directory.Delete(unfinished, recursive: true);
    }
}
