using OidcEngine.Grants;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Registration;

/// <summary>RFC 7592: reading, replacing and deleting a registration.</summary>
public sealed class ClientManagementTests
{
    [Fact] // RFC 7592 §2.1
    public async Task A_client_reads_what_is_registered_but_not_its_secret_again()
    {
        await using var host = await Registering.StartAsync();
        var registered = await host.RegisteredAsync("""{"redirect_uris":["https://new.example/cb"],"client_name":"New App"}""");
        var read = await host.ManageAsync(registered, HttpMethod.Get);
        Assert.Equal((200, "no-store"), (read.Status, read.Header("Cache-Control")));
        foreach (var name in new[] { "client_id", "client_name", "scope", "registration_client_uri", "registration_access_token" })
            Assert.Equal(registered.Text(name), read.Text(name));
        Assert.False(read.Has("client_secret"));
    }

    [Fact] // RFC 7592 §2: an unknown client and a wrong token look the same
    public async Task Without_the_token_of_this_very_client_nothing_is_told_or_changed()
    {
        await using var host = await Registering.StartAsync();
        var registered = await host.RegisteredAsync();
        var other = await host.RegisteredAsync();
        var body = $$"""{"client_id":"{{registered.Text("client_id")}}","redirect_uris":["https://evil.example/cb"]}""";
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            var json = method == HttpMethod.Put ? body : null;
            foreach (var token in new[] { "", "x", other.Text("registration_access_token"), registered.Text("client_secret"), registered.Text("client_id") })
            {
                var refused = await host.ManageAsync(registered, method, json, token);
                refused.IsRefused(401, "invalid_token");
                Assert.StartsWith("Bearer ", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
            }
            foreach (var id in new[] { "nobody", "first", "%20", new string('x', 500) })
                (await host.SendJsonAsync(method, $"{Registering.Path}/{id}", json, registered.Text("registration_access_token"))).IsRefused(401, "invalid_token");
        }
        Assert.Equal(200, (await host.ManageAsync(registered, HttpMethod.Get)).Status);
        Assert.Equal(2, host.Registrations().All.Count);
    }

    [Fact] // RFC 7592 §2.2
    public async Task An_update_replaces_everything_keeps_the_secret_and_gives_a_new_token()
    {
        await using var host = await Registering.StartAsync();
        var registered = await host.RegisteredAsync(
            """{"redirect_uris":["https://new.example/cb"],"client_name":"New App","policy_uri":"https://new.example/policy","dpop_bound_access_tokens":true}""");
        var secrets = host.Registrations().All[0].Client.Secrets;

        var updated = await host.ManageAsync(registered, HttpMethod.Put,
            $$"""{"client_id":"{{registered.Text("client_id")}}","client_secret":"{{registered.Text("client_secret")}}","redirect_uris":["https://new.example/other"],"client_name":"Newer"}""");

        Assert.Equal((200, "Newer", false), (updated.Status, updated.Text("client_name"), updated.Has("policy_uri")));
        Assert.Equal(["https://new.example/other"], RegistrationTests.Texts(updated, "redirect_uris"));
        Assert.False(updated.Has("client_secret"));
        Assert.Equal(secrets, host.Registrations().All[0].Client.Secrets);
        Assert.NotEqual(registered.Text("registration_access_token"), updated.Text("registration_access_token"));
        (await host.ManageAsync(registered, HttpMethod.Get)).IsRefused(401, "invalid_token");
        Assert.Equal(200, (await host.ManageAsync(updated, HttpMethod.Get)).Status);
    }

    [Theory] // RFC 7592 §2.2
    [InlineData("")]
    [InlineData("\"client_id\":\"first\",")]
    [InlineData("\"client_id\":12,")]
    [InlineData("ID,\"registration_access_token\":\"x\",")]
    [InlineData("ID,\"registration_client_uri\":\"https://idp.example/connect/register/x\",")]
    [InlineData("ID,\"client_secret_expires_at\":0,")]
    [InlineData("ID,\"client_id_issued_at\":1,")]
    [InlineData("ID,\"client_secret\":\"chosen-by-the-client-0123456789-0123456789\",")]
    [InlineData("ID,\"client_secret\":12,")]
    public async Task An_update_that_sets_what_the_server_issues_is_refused_and_changes_nothing(string members)
    {
        await using var host = await Registering.StartAsync();
        var registered = await host.RegisteredAsync();
        members = members.Replace("ID", $"\"client_id\":\"{registered.Text("client_id")}\"", StringComparison.Ordinal);
        (await host.ManageAsync(registered, HttpMethod.Put, $$"""{{{members}}"redirect_uris":["https://other.example/cb"]}"""))
            .IsRefused(400, "invalid_client_metadata");
        Assert.Equal(["https://new.example/cb"], RegistrationTests.Texts(await host.ManageAsync(registered, HttpMethod.Get), "redirect_uris"));
    }

    [Fact]
    public async Task What_an_administrator_set_stays_whatever_an_update_says_or_leaves_out()
    {
        await using var host = await Registering.StartAsync();
        var registered = await host.RegisteredAsync();
        var kept = host.Registrations().All[0];
        var hardened = kept with { Client = kept.Client with { AccessTokenLifetime = TimeSpan.FromMinutes(1), RefreshTokenRotation = true } };
        Assert.True(await host.Registrations().ReplaceAsync(hardened, kept.TokenHash, CancellationToken.None));

        var updated = await host.ManageAsync(registered, HttpMethod.Put,
            $$"""{"client_id":"{{registered.Text("client_id")}}","redirect_uris":["https://new.example/cb"],"access_token_lifetime":86400,"refresh_token_rotation":false}""");

        Assert.Equal(200, updated.Status);
        Assert.Equal(TimeSpan.FromMinutes(1), host.Registrations().All[0].Client.AccessTokenLifetime);
        Assert.True(host.Registrations().All[0].Client.RefreshTokenRotation);
    }

    [Fact]
    public async Task Another_method_of_authentication_brings_another_secret_and_none_takes_it_away()
    {
        await using var host = await Registering.StartAsync();
        var registered = await host.RegisteredAsync();
        var metadata = (string method) =>
            $$"""{"client_id":"{{registered.Text("client_id")}}","redirect_uris":["https://new.example/cb"],"token_endpoint_auth_method":"{{method}}"}""";

        var posted = await host.ManageAsync(registered, HttpMethod.Put, metadata("client_secret_post"));
        Assert.NotEqual(registered.Text("client_secret"), posted.Text("client_secret"));
        Assert.Single(host.Registrations().All[0].Client.Secrets);
        var open = await host.ManageAsync(posted, HttpMethod.Put, metadata("none"));
        Assert.Equal((200, false), (open.Status, open.Has("client_secret")));
        Assert.Empty(host.Registrations().All[0].Client.Secrets);
        var closed = await host.ManageAsync(open, HttpMethod.Put, metadata("client_secret_basic"));
        Assert.True(closed.Has("client_secret"));
    }

    [Fact]
    public async Task Of_twenty_updates_at_once_one_is_made()
    {
        await using var host = await Registering.StartAsync();
        var registered = await host.RegisteredAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.ManageAsync(registered, HttpMethod.Put,
            $$"""{"client_id":"{{registered.Text("client_id")}}","redirect_uris":["https://new.example/{{i}}"]}""")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.IsRefused(401, "invalid_token"));
    }

    [Fact] // RFC 7592 §2.3
    public async Task A_deleted_client_is_gone_with_all_that_it_held()
    {
        await using var host = await Registering.StartAsync();
        var registered = await host.RegisteredAsync(
            """{"redirect_uris":["https://new.example/cb"],"token_endpoint_auth_method":"none","grant_types":["authorization_code","refresh_token"]}""");
        var client = (await host.Clients.FindAsync(registered.Text("client_id")!, CancellationToken.None))!;
        var tokens = await host.TokensAsync(client, "openid offline_access");

        var deleted = await host.ManageAsync(registered, HttpMethod.Delete);

        Assert.Equal((204, "no-store"), (deleted.Status, deleted.Header("Cache-Control")));
        Assert.Equal(RevocationReason.ClientDisabled, Assert.Single(host.Grants.Rows).Revoked);
        (await host.RefreshAsync(client, tokens.RefreshToken)).IsRefused(401, "invalid_client");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
            (await host.ManageAsync(registered, method)).IsRefused(401, "invalid_token");
    }
}
