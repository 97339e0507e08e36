using OidcEngine.Grants;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Device;

public sealed class DeviceCodeGrantTests
{
    [Fact] // RFC 8628 §3.4 and §3.5
    public async Task Once_the_person_agrees_the_device_gets_its_tokens()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync(scope: "openid profile api.base", resources: TestResources.Api);
        (await host.PollAsync(asked)).IsRefused(400, "authorization_pending");
        var session = host.SignIn();
        Assert.True(await host.AllowAsync(asked, session));
        host.Time.Advance(TimeSpan.FromSeconds(5));

        var tokens = await host.PollAsync(asked);

        Assert.Equal((200, "openid profile api.base"), (tokens.Status, tokens.Scope));
        Assert.Equal("no-store", tokens.Header("Cache-Control"));
        var access = await Answer.ReadAsync(host, tokens.AccessToken, "at+jwt");
        Assert.Equal((session.Subject, TestResources.Api), (access.Subject, Assert.Single(access.Audiences)));
        var id = await Answer.ReadAsync(host, tokens.IdToken, "JWT");
        Assert.Equal((session.Subject, session.SessionId.ToString()), (id.Subject, id.String("sid")));
        Assert.Equal(200, (await host.RefreshAsync(Devices.Television, tokens.RefreshToken)).Status);
    }

    [Fact] // RFC 8628 §3.5: slow_down makes the interval five seconds longer, for good
    public async Task Who_polls_too_often_has_to_wait_longer_each_time()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        (await host.PollAsync(asked)).IsRefused(400, "authorization_pending");
        host.Time.Advance(TimeSpan.FromSeconds(4));
        (await host.PollAsync(asked)).IsRefused(400, "slow_down");
        host.Time.Advance(TimeSpan.FromSeconds(9));
        (await host.PollAsync(asked)).IsRefused(400, "slow_down");
        host.Time.Advance(TimeSpan.FromSeconds(15));
        (await host.PollAsync(asked)).IsRefused(400, "authorization_pending");
        host.Time.Advance(TimeSpan.FromSeconds(14));
        (await host.PollAsync(asked)).IsRefused(400, "slow_down");
    }

    [Fact] // RFC 6749 §4.1.2, which RFC 8628 leans on
    public async Task A_device_code_that_comes_twice_is_refused_and_ends_its_grant()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        await host.AllowAsync(asked);
        var tokens = await host.PollAsync(asked);
        Assert.Equal(200, tokens.Status);

        (await host.PollAsync(asked)).IsRefused(400, "invalid_grant");

        Assert.Equal(RevocationReason.CodeReplayed, Assert.Single(host.Grants.Rows).Revoked);
        (await host.RefreshAsync(Devices.Television, tokens.RefreshToken)).IsRefused(400, "invalid_grant");
    }

    [Fact]
    public async Task Of_twenty_polls_at_once_one_is_answered_with_tokens_which_then_end()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        await host.AllowAsync(asked);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.PollAsync(asked)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.IsRefused(400, "invalid_grant"));
        Assert.NotNull(Assert.Single(host.Grants.Rows).Revoked);
    }

    [Fact]
    public async Task A_person_who_declines_is_told_to_the_device()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        Assert.True(await host.WithPageAsync(page => page.DenyAsync(asked.Text("user_code"), host.SignIn(), CancellationToken.None)));
        (await host.PollAsync(asked)).IsRefused(400, "access_denied");
        Assert.False(await host.AllowAsync(asked));
        Assert.Empty(host.Grants.Rows);
    }

    [Fact]
    public async Task A_code_that_nobody_answered_in_time_has_expired_for_the_device_and_for_the_page()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        host.Time.Advance(TimeSpan.FromMinutes(10));
        (await host.PollAsync(asked)).IsRefused(400, "expired_token");
        Assert.False(await host.AllowAsync(asked));
    }

    [Fact]
    public async Task An_approved_code_that_is_not_fetched_in_time_has_expired()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        await host.AllowAsync(asked);
        host.Time.Advance(TimeSpan.FromMinutes(10));
        (await host.PollAsync(asked)).IsRefused(400, "expired_token");
    }

    [Fact]
    public async Task The_device_code_of_another_client_is_refused_and_stays_good_for_its_own()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        (await host.PollAsync(asked, Devices.Radio)).IsRefused(400, "invalid_grant");
        await host.AllowAsync(asked);
        (await host.PollAsync(asked, Devices.Radio)).IsRefused(400, "invalid_grant");
        Assert.Equal(200, (await host.PollAsync(asked)).Status);
    }

    [Fact]
    public async Task No_code_is_taken_for_one_of_another_kind()
    {
        await using var host = await Devices.StartAsync();
        host.Clients.Change("tv", client => client with { GrantTypes = ["authorization_code", .. client.GrantTypes], RequirePkce = false });
        var asked = await host.AskAsync();
        await host.AllowAsync(asked);
        var deviceCode = asked.Text("device_code")!;
        foreach (var code in new[] { deviceCode, $"device_code{deviceCode}", $"device_code:{deviceCode}", asked.Text("user_code")! })
        {
            (await host.TokenAsync(Devices.Television, ("grant_type", "authorization_code"), ("code", code))).IsRefused(400, "invalid_grant");
            (await host.RefreshAsync(Devices.Television, code)).IsRefused(400, "invalid_grant");
        }
        var authorizationCode = await host.CodeAsync(TestClients.Spa with { ClientId = "tv" });
        foreach (var code in new[] { authorizationCode, asked.Text("user_code")! })
            (await host.TokenAsync(Devices.Television, ("grant_type", Devices.GrantType), ("device_code", code))).IsRefused(400, "invalid_grant");
        Assert.Equal(200, (await host.PollAsync(asked)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("\uFFFDé")]
    public async Task What_is_no_device_code_is_refused(string code)
    {
        await using var host = await Devices.StartAsync();
        var answer = await host.TokenAsync(Devices.Television, ("grant_type", Devices.GrantType), ("device_code", code));
        answer.IsRefused(400, code.Length == 0 ? "invalid_request" : "invalid_grant");
    }

    [Fact]
    public async Task A_client_that_may_no_longer_use_the_grant_gets_nothing_for_its_code()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        await host.AllowAsync(asked);
        host.Clients.Change("tv", client => client with { GrantTypes = ["refresh_token"] });
        (await host.PollAsync(asked)).IsRefused(400, "unauthorized_client");
    }

    [Fact]
    public async Task A_session_that_ends_before_the_device_fetches_its_tokens_takes_them_along()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        var session = host.SignIn();
        await host.AllowAsync(asked, session);
        await host.Sessions.EndAsync(session.SessionId, OidcEngine.Sessions.SessionEndReason.SignedOut, CancellationToken.None);
        (await host.PollAsync(asked)).IsRefused(400, "expired_token");
    }

    [Fact] // RFC 8707 §2.2
    public async Task A_resource_that_was_not_granted_is_refused_and_the_code_stays_good()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync(scope: "openid api.base", resources: TestResources.Api);
        await host.AllowAsync(asked);
        (await host.PollAsync(asked, more: ("resource", TestResources.Files))).IsRefused(400, "invalid_target");
        Assert.Equal(200, (await host.PollAsync(asked, more: ("resource", TestResources.Api))).Status);
    }

    [Fact]
    public async Task Without_the_grant_type_refresh_token_there_is_none()
    {
        await using var host = await Devices.StartAsync();
        host.Clients.Change("tv", client => client with { GrantTypes = [Devices.GrantType] });
        var asked = await host.AskAsync(scope: "openid offline_access");
        await host.AllowAsync(asked);
        var tokens = await host.PollAsync(asked);
        Assert.Equal((200, "openid", false), (tokens.Status, tokens.Scope, tokens.Has("refresh_token")));
    }
}
