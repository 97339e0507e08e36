namespace OidcEngine.Tests.Device;

public sealed class DeviceInteractionsTests
{
    [Fact] // RFC 8628 §3.3 and §5.4
    public async Task The_page_shows_who_asks_for_what_from_where()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync(scope: "openid api.base api.read");

        var pending = await host.WithPageAsync(page => page.FindAsync(asked.Text("user_code"), CancellationToken.None));

        Assert.Equal(("tv", asked.Text("user_code"), host.Time.GetUtcNow()), (pending!.Client.ClientId, pending.UserCode, pending.RequestedAt));
        Assert.Equal([("openid", true), ("api.base", true), ("api.read", false)], pending.Scopes.Select(scope => (scope.Name, scope.Required)));
        Assert.Equal("Read your things", pending.Scopes[2].Description);
    }

    [Fact] // RFC 8628 §6.1
    public async Task Case_hyphens_and_spaces_of_a_typed_code_do_not_count()
    {
        await using var host = await Devices.StartAsync();
        var code = (await host.AskAsync()).Text("user_code")!;
        var bare = code.Replace("-", "", StringComparison.Ordinal);
        foreach (var typed in new[] { bare, code.ToLowerInvariant(), $" {bare[..2]} {bare[2..]}\t", $"{bare[..3]}--{bare[3..]}-", $"{bare[..4]}‑{bare[4..]}" })
            Assert.NotNull(await host.WithPageAsync(page => page.FindAsync(typed, CancellationToken.None)));
    }

    [Fact]
    public async Task What_is_no_code_finds_nothing()
    {
        await using var host = await Devices.StartAsync();
        var code = (await host.AskAsync()).Text("user_code")!;
        var guess = code[0] == 'B' ? 'C' + code[1..] : 'B' + code[1..];
        foreach (var typed in new[] { null, "", "-", guess, code + "B", code[..^1], "AEIOUAEI", new string('B', 5000), code.Replace(code[0], 'Ｂ'), "ßßßßßßßß" })
        {
            Assert.Null(await host.WithPageAsync(page => page.FindAsync(typed, CancellationToken.None)));
            Assert.False(await host.WithPageAsync(page => page.ApproveAsync(typed, host.SignIn(), ["openid"], CancellationToken.None)));
            Assert.False(await host.WithPageAsync(page => page.DenyAsync(typed, host.SignIn(), CancellationToken.None)));
        }
        Assert.Empty(host.Grants.Rows);
    }

    [Fact]
    public async Task Deselected_scopes_are_not_granted_but_openid_and_required_ones_are_and_none_is_added()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync(scope: "openid profile api.base api.read");
        Assert.True(await host.AllowAsync(asked, scopes: ["api.read", "api.write", "email", "offline_access"]));
        Assert.Equal("openid api.base api.read", (await host.PollAsync(asked)).Scope);
    }

    [Fact]
    public async Task With_nothing_left_selected_it_is_a_refusal()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync(scope: "profile email");
        Assert.True(await host.AllowAsync(asked, scopes: ["address"]));
        (await host.PollAsync(asked)).IsRefused(400, "access_denied");
    }

    [Fact]
    public async Task Of_two_people_who_approve_at_once_one_is_the_device_let_in_by()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        var people = Enumerable.Range(0, 20).Select(i => host.SignIn($"person{i}")).ToList();

        var answers = await Task.WhenAll(people.Select(person => Task.Run(() => host.AllowAsync(asked, person, "openid"))));

        var winner = people[Array.IndexOf(answers, true)];
        Assert.Single(answers, answer => answer);
        Assert.Equal((winner.Subject, winner.SessionId), (Assert.Single(host.Grants.Rows).Grant.Subject, host.Grants.Rows[0].Grant.SessionId));
    }

    [Fact]
    public async Task Nothing_is_asked_for_a_client_that_was_switched_off_or_lost_the_grant()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        host.Clients.Change("tv", client => client with { Enabled = false });
        Assert.False(await host.AllowAsync(asked, scopes: "openid"));
        host.Clients.Change("tv", client => client with { Enabled = true, GrantTypes = ["refresh_token"] });
        Assert.False(await host.AllowAsync(asked, scopes: "openid"));
    }

    [Fact]
    public async Task A_session_that_has_ended_lets_no_device_in_and_the_code_waits_on()
    {
        await using var host = await Devices.StartAsync();
        var asked = await host.AskAsync();
        var session = host.SignIn();
        await host.Sessions.EndAsync(session.SessionId, OidcEngine.Sessions.SessionEndReason.SignedOut, CancellationToken.None);
        Assert.False(await host.AllowAsync(asked, session));
        Assert.True(await host.AllowAsync(asked));
    }
}
