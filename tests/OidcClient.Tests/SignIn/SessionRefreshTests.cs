using Microsoft.AspNetCore.Http;
using OidcClient.Tests.Fakes;

namespace OidcClient.Tests.SignIn;

public sealed class SessionRefreshTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private FakeApp _app = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _app = await FakeApp.StartAsync(_provider);
        _visitor = _app.NewVisitor();
        await _visitor.OpenAsync("/me");
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_token_with_time_left_is_kept()
    {
        _app.Time.Advance(TimeSpan.FromMinutes(13));
        await _visitor.OpenAsync("/token");

        Assert.Single(_provider.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_is_about_to_expire_is_renewed_and_the_new_one_kept()
    {
        var before = (await _visitor.OpenAsync("/token")).Body;
        _app.Time.Advance(TimeSpan.FromSeconds(850));
        var after = (await _visitor.OpenAsync("/token")).Body;
        var again = (await _visitor.OpenAsync("/token")).Body;

        Assert.NotEqual(before, after);
        Assert.Equal("refresh_token", _provider.TokenRequests[1]["grant_type"]);
        Assert.Equal(2, _provider.TokenRequests.Count);
        Assert.Equal(after, again);
    }

    [Fact]
    public async Task The_next_refresh_uses_the_successor()
    {
        string? issued = null;
        _provider.OnTokenResponse = response => issued = (string)response["refresh_token"]!;
        _app.Time.Advance(TimeSpan.FromSeconds(850));
        await _visitor.OpenAsync("/token");
        var successor = issued;
        _app.Time.Advance(TimeSpan.FromSeconds(850));
        _provider.OnTokenRequest = _ => null;
        await _visitor.OpenAsync("/token");

        Assert.Equal(successor, _provider.TokenRequests[2]["refresh_token"]);
    }

    [Fact]
    public async Task A_refused_refresh_ends_the_session()
    {
        _app.Time.Advance(TimeSpan.FromSeconds(850));
        _provider.OnTokenRequest = form => form["grant_type"] == "refresh_token"
            ? Results.Json(new { error = "invalid_grant" }, statusCode: 400)
            : null;

        Assert.Equal("nobody", (await _visitor.OpenAsync("/public")).Body);
        Assert.True(string.IsNullOrEmpty(_visitor.SessionCookie));
    }

    [Fact]
    public async Task A_provider_that_is_away_ends_nothing_while_the_token_lasts()
    {
        _app.Time.Advance(TimeSpan.FromSeconds(850));
        _provider.IsDown = true;
        Assert.Equal("somebody", (await _visitor.OpenAsync("/public")).Body);

        _app.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("nobody", (await _visitor.OpenAsync("/public")).Body);

        _provider.IsDown = false;
        Assert.Equal("somebody", (await _visitor.OpenAsync("/public")).Body);
    }

    [Fact] // OpenID Connect Core §12.2
    public async Task A_refresh_that_answers_for_another_person_ends_the_session()
    {
        _app.Time.Advance(TimeSpan.FromSeconds(850));
        _provider.OnIdToken = claims => claims["sub"] = "somebody-else";

        Assert.Equal("nobody", (await _visitor.OpenAsync("/public")).Body);
    }

    [Fact]
    public async Task A_refresh_without_id_token_and_refresh_token_keeps_the_old_ones()
    {
        var idToken = (await _visitor.OpenAsync("/id-token")).Body;
        _app.Time.Advance(TimeSpan.FromSeconds(850));
        _provider.OnTokenResponse = response =>
        {
            response.Remove("id_token");
            response.Remove("refresh_token");
        };

        Assert.Equal(idToken, (await _visitor.OpenAsync("/id-token")).Body);
        _app.Time.Advance(TimeSpan.FromSeconds(850));
        await _visitor.OpenAsync("/me");
        Assert.Equal(_provider.TokenRequests[1]["refresh_token"], _provider.TokenRequests[2]["refresh_token"]);
    }

    [Fact]
    public async Task Who_does_nothing_for_too_long_is_forgotten()
    {
        _app.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal("nobody", (await _visitor.OpenAsync("/public")).Body);
        Assert.Single(_provider.TokenRequests);
    }
}
