using System.Security.Cryptography;
using ServiceDefaults.MasterKeys;
using UserDirectory.Outbox;

namespace UserDirectory.Tests.Outbox;

public sealed class SealedSecretTests
{
    private readonly MasterKey _masterKey = new([RandomNumberGenerator.GetBytes(32)]);

    [Fact]
    public void A_secret_lies_sealed_in_the_payload_and_is_opened_again()
    {
        var message = Sealed("/reset-password?token=abc");

        Assert.Null(message.Secret);
        Assert.DoesNotContain("abc", message.Payload, StringComparison.Ordinal);
        Assert.Equal("/reset-password?token=abc", SealedSecret.Open(message, _masterKey));
        Assert.Equal("""{"To":"ann"}""", SealedSecret.Without(message.Payload));
    }

    [Fact]
    public void Another_message_and_another_key_do_not_open_it()
    {
        var message = Sealed("123456");
        var other = new OutboxMessage { Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Kind = message.Kind, Payload = message.Payload };

        Assert.Throws<AuthenticationTagMismatchException>(() => SealedSecret.Open(other, _masterKey));
        Assert.ThrowsAny<CryptographicException>(() => SealedSecret.Open(message, new MasterKey([RandomNumberGenerator.GetBytes(32)])));
    }

    [Fact]
    public void A_message_without_one_is_as_it_was()
    {
        var message = OutboxMessage.Create("mail", new { To = "ann" });
        Assert.Null(SealedSecret.Open(message, _masterKey));
        Assert.Equal(message.Payload, SealedSecret.Without(message.Payload));
    }

    private OutboxMessage Sealed(string secret)
    {
        var message = OutboxMessage.Create("mail", new { To = "ann" });
        message.Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        message.Secret = secret;
        SealedSecret.Seal(message, _masterKey);
        return message;
    }
}
