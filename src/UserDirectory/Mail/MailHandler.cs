using System.Net.Mail;
using System.Text.Json;
using ServiceDefaults.MasterKeys;
using UserDirectory.Outbox;

namespace UserDirectory.Mail;

/// <summary>Sends letters, but those that their reader does not want.</summary>
internal sealed class MailHandler(LetterWriter writer, LetterWishes wishes, IMailTransport transport, MasterKey masterKey) : IOutboxHandler
{
    public string Kind => OutboxKinds.Mail;

    public async Task<OutboxDelivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var letter = JsonSerializer.Deserialize<Letter>(message.Payload)!;
        if (!await wishes.AllowAsync(message.UserId, letter.Template, cancellationToken)) return new OutboxDelivery.Delivered();
        if (SealedSecret.Open(message, masterKey) is { } secret) letter = letter with { Secret = JsonSerializer.Deserialize<LetterSecret>(secret) };
        try
        {
            using var mail = await writer.WriteAsync(letter, message.Id, cancellationToken);
            await transport.SendAsync(mail, message.Id, cancellationToken);
            return new OutboxDelivery.Delivered();
        }
        catch (SmtpFailedRecipientException failure) when ((int)failure.StatusCode is >= 550 and <= 559)
        {
            return new OutboxDelivery.Hopeless($"The mail server refuses the address: {(int)failure.StatusCode}."); // RFC 5321 §4.2.1
        }
        catch (SmtpException failure)
        {
            return new OutboxDelivery.Failed($"The mail server: {failure.StatusCode}. {failure.InnerException?.Message ?? failure.Message}");
        }
        catch (IOException failure)
        {
            return new OutboxDelivery.Failed(failure.Message);
        }
    }
}
