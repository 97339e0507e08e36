using System.Net;
using System.Net.Security;
using IdentityProvider.Tests.Hosting;
using TestKit.Certificates;

namespace IdentityProvider.Tests.DevelopmentMail;

/// <summary>The page that lists the mails: links in them open accounts, so it is nowhere but in development, and shows one installation's.</summary>
public sealed class DevelopmentMailTests
{
    [Fact]
    public async Task Outside_development_there_is_no_such_page_however_it_is_written()
    {
        await using var provider = await Provider.StartInAsync(
            "Production", ("Identity:ClientsFile", ""), ("Registration:RequireVerifiedEmail", "false"),
            ("AdminUi:ClientSecret", "a-console-secret-that-only-these-tests-know"),
            ("PasswordHashing:Argon2MemoryKiB", "19456"), ("PasswordHashing:Argon2Iterations", "2")); // less is refused there
        await provider.RegisterAsync("kept.private");
        var mail = await provider.MailAsync("kept.private@example.com", "Confirm your e-mail address");
        using var client = provider.NewClient();

        foreach (var path in new[]
        {
            "/development/mail", "/development/mail/", "/Development/Mail", "//development/mail", "/development/./mail", "/%64evelopment/mail",
            "/development/mail?environment=Development", $"/development/mail/{mail.Id}", $"/development/mail/{mail.Id.ToUpperInvariant()}",
            $"/development/mail/{mail.Id}/html", $"/development/mail/{mail.Id}/", $"/Pages/Development/Mail/{mail.Id}",
        })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Post })
            {
                using var request = new HttpRequestMessage(method, provider.Issuer + path);
                using var answer = await client.SendAsync(request);
                Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest, $"{method} {path}: {answer.StatusCode}");
                Assert.DoesNotContain("verify-email", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task It_shows_the_mails_of_this_installation_to_its_own_address_alone()
    {
        await using var provider = await Provider.StartAsync();
        await using var other = await Provider.StartAsync();
        await provider.RegisterAsync("reads.here");
        await other.RegisterAsync("reads.there");
        var here = await provider.MailAsync("reads.here@example.com", "Confirm your e-mail address");
        var there = await other.MailAsync("reads.there@example.com", "Confirm your e-mail address");
        using var client = provider.NewClient();

        var list = await client.GetStringAsync("/development/mail");
        Assert.Contains(here.Id, list, StringComparison.Ordinal);
        Assert.DoesNotContain("reads.there", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/development/mail/{there.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/development/mail/{there.Id}/html")).StatusCode);

        using var rebound = new HttpRequestMessage(HttpMethod.Get, new Uri(provider.Issuer + "/development/mail")) { Headers = { Host = "evil.example" } }; // DNS rebinding
        using var handler = LoopbackCertificates.Instance.NewHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == 0;
        using var attacker = new HttpMessageInvoker(handler);
        using var refused = await attacker.SendAsync(rebound, CancellationToken.None);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain(here.Id, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
