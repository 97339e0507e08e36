using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceDefaults.Configuration;
using ServiceDefaults.MasterKeys;
using TestKit.Certificates;
using TestKit.Mail;
using TestKit.Ports;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.Tests.Mail;

/// <summary>The framework's mail client asks one process-wide hook which certificates it trusts: these tests stand alone.</summary>
[Collection(nameof(SmtpTests))]
public sealed class SmtpTests : IDisposable
{
    private static readonly Guid Id = new("01890a5d-ac96-774b-bcce-b302099a8057");

#pragma warning disable SYSLIB0014 // It is what System.Net.Mail asks.
    public SmtpTests() => ServicePointManager.ServerCertificateValidationCallback = IsOurs;

    public void Dispose() => ServicePointManager.ServerCertificateValidationCallback = null;
#pragma warning restore SYSLIB0014

    [Fact]
    public async Task A_mail_goes_over_tls_after_signing_in()
    {
        await using var server = new SmtpServer { Account = ("mailer", "s3cret") };

        Assert.IsType<OutboxDelivery.Delivered>(await SendAsync(new MailOptions { Port = server.Port, UserName = "mailer", Password = "s3cret" }));

        Assert.True(server.WasEncrypted);
        Assert.Contains("Message-ID: <01890a5dac96774bbcceb302099a8057@id.example.test>", Assert.Single(server.Messages), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_tls_on_offer_nothing_is_sent()
    {
        await using var server = new SmtpServer { OffersTls = false };
        Assert.IsType<OutboxDelivery.Failed>(await SendAsync(new MailOptions { Port = server.Port }));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_gets_no_password_and_no_mail()
    {
#pragma warning disable SYSLIB0014
        ServicePointManager.ServerCertificateValidationCallback = null;
#pragma warning restore SYSLIB0014
        await using var server = new SmtpServer { Account = ("mailer", "s3cret") };
        Assert.IsType<OutboxDelivery.Failed>(await SendAsync(new MailOptions { Port = server.Port, UserName = "mailer", Password = "s3cret" }));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_wrong_password_is_a_failure_that_may_pass()
    {
        await using var server = new SmtpServer { Account = ("mailer", "s3cret") };
        var failed = Assert.IsType<OutboxDelivery.Failed>(await SendAsync(new MailOptions { Port = server.Port, UserName = "mailer", Password = "wrong" }));
        Assert.DoesNotContain("wrong", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData("550 No such person", true)]
    [InlineData("553 No such person", true)]
    [InlineData("450 Busy", false)]
    [InlineData("451 Later", false)]
    public async Task An_address_that_is_refused_for_good_is_given_up_at_once(string answer, bool hopeless)
    {
        await using var server = new SmtpServer { RecipientAnswer = answer };
        var delivery = await SendAsync(new MailOptions { Port = server.Port });
        Assert.Equal(hopeless, delivery is OutboxDelivery.Hopeless);
        Assert.Equal(!hopeless, delivery is OutboxDelivery.Failed);
    }

    [Fact]
    public async Task A_server_that_says_nothing_holds_nobody_up()
    {
        await using var server = new SmtpServer { IsMute = true };
        var failed = Assert.IsType<OutboxDelivery.Failed>(
            await SendAsync(new MailOptions { Port = server.Port, Timeout = TimeSpan.FromMilliseconds(200) }).WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("did not answer", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_was_away_gets_the_mail_later()
    {
        var port = FreePorts.Take(1)[0];
        var options = new MailOptions { Port = port };
        Assert.IsType<OutboxDelivery.Failed>(await SendAsync(options));

        await using var server = new SmtpServer(port);
        Assert.IsType<OutboxDelivery.Delivered>(await SendAsync(options));
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task What_comes_twice_after_a_crash_has_one_message_id()
    {
        await using var server = new SmtpServer { DiesAfterData = true };
        Assert.IsType<OutboxDelivery.Failed>(await SendAsync(new MailOptions { Port = server.Port }));
        server.DiesAfterData = false;
        Assert.IsType<OutboxDelivery.Delivered>(await SendAsync(new MailOptions { Port = server.Port }));

        Assert.Equal(2, server.Messages.Count);
        Assert.Single(server.Messages.Select(message => message.Split("\r\n").Single(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))).Distinct());
    }

    private static async Task<OutboxDelivery> SendAsync(MailOptions options)
    {
        options.Host = "localhost";
        var writer = new LetterWriter(
            new PublicUrls { Issuer = "https://id.example.test" }, options,
            new LetterMarkup(new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance), "Identity");
        var handler = new MailHandler(writer, new LetterWishes(null!), new SmtpTransport(options, TimeProvider.System), new MasterKey([new byte[32]]));
        var message = Letters.PasswordChanged(new User { Id = Id, UserName = "ann", Email = "ann@example.com" });
        message.Id = Id;
        return await handler.DeliverAsync(message, CancellationToken.None);
    }

    private static bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(LoopbackCertificates.Instance.Authority);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return certificate is X509Certificate2 leaf && own.Build(leaf) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
    }
}
