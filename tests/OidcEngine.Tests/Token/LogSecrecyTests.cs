using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Token;

/// <summary>What goes through these endpoints opens doors; none of it may be found in a log, also not when it is refused.</summary>
public sealed class LogSecrecyTests
{
    [Fact]
    public async Task No_code_token_verifier_or_secret_is_written_to_the_log()
    {
        var log = new RecordedLog();
        await using var host = await EngineHost.StartAsync(
            configureServices: services => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug)));

        var code = await host.CodeAsync(TestClients.FirstParty);
        var tokens = await host.RedeemAsync(TestClients.FirstParty, code);
        var refreshed = await host.RefreshAsync(TestClients.FirstParty, tokens.RefreshToken);
        await host.RefreshAsync(TestClients.ThirdParty, refreshed.RefreshToken);
        await host.RefreshAsync(TestClients.FirstParty, refreshed.RefreshToken, ("scope", "email"));
        foreach (var path in new[] { "/connect/introspect", "/connect/revocation" })
            foreach (var token in new[] { tokens.AccessToken, refreshed.RefreshToken, "made-up-token" })
                await host.CallAsync(TestClients.ThirdParty, path, ("token", token));
        await host.RedeemAsync(TestClients.FirstParty, code);
        var wrong = new HttpRequestMessage(HttpMethod.Post, TokenCalls.TokenPath)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        wrong.Headers.Authorization = TokenCalls.Basic("first", "made-up-secret");
        await host.SendAsync(wrong);

        string[] secrets =
        [
            code, tokens.AccessToken, tokens.RefreshToken, tokens.IdToken, refreshed.RefreshToken, "made-up-token", "made-up-secret",
            AuthorizeRequest.Verifier, TestClients.Secret,
        ];
        Assert.Contains(log.Lines, line => line.StartsWith("2001 ", StringComparison.Ordinal)); // the log does tell of it
        Assert.All(secrets, secret => Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.All(secrets, secret => Assert.DoesNotContain(host.Audit.Entries, entry => entry.Detail?.Contains(secret, StringComparison.Ordinal) == true));
    }
}
