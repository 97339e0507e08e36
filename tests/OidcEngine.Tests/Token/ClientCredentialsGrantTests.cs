using Jose;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Token;

public sealed class ClientCredentialsGrantTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // RFC 6749 §4.4.3: no refresh token; RFC 9068 §2.2: sub is the client
    public async Task A_client_gets_an_access_token_of_its_own()
    {
        var answer = await CallAsync(("scope", "api.write"));

        Assert.Equal((200, "api.write"), (answer.Status, answer.Scope));
        Assert.False(answer.Has("refresh_token"));
        Assert.False(answer.Has("id_token"));
        var token = await Answer.ReadAsync(_host, answer.AccessToken, JwtTypes.AccessToken);
        Assert.Equal(("machine", "machine"), (token.Subject, token.String("client_id")));
        Assert.Equal([TestResources.Api], token.Audiences);
        Assert.Null(token.String("sid"));
        Assert.Null(token.String("gid"));
        Assert.Null(token.Number("auth_time"));
    }

    [Fact] // RFC 6749 §3.3: a default is used, and said
    public async Task Without_a_scope_all_registered_ones_are_given() => Assert.Equal("api.read api.write", (await CallAsync()).Scope);

    [Fact] // §5 of the budgets: claims of a person are not looked for
    public async Task No_person_is_looked_up()
    {
        await CallAsync(("scope", "api.read")); // a scope that carries a claim
        Assert.Equal(0, _host.Users.Reads);
    }

    [Theory]
    [InlineData("api.unknown")]
    [InlineData("files.read")]
    [InlineData("openid")]
    [InlineData("api.read offline_access")]
    [InlineData("api.read\"")]
    [InlineData(" ")]
    public async Task A_scope_that_is_unknown_not_registered_or_about_a_person_is_refused(string scope) =>
        (await CallAsync(("scope", scope))).IsRefused(400, "invalid_scope");

    [Theory] // RFC 8707 §2
    [InlineData("https://nowhere.example")]
    [InlineData(TestResources.Files)]
    [InlineData("HTTPS://API.EXAMPLE")]
    [InlineData("https://api.example/")]
    public async Task A_resource_that_is_unknown_or_of_others_is_refused(string resource) =>
        (await CallAsync(("resource", resource))).IsRefused(400, "invalid_target");

    [Fact] // RFC 9068 §3
    public async Task Scopes_of_two_resources_need_one_to_be_named()
    {
        _host.Clients.Change("machine", client => client with { Scopes = ["api.read", "files.read"] });
        (await CallAsync()).IsRefused(400, "invalid_scope");
        (await CallAsync(("scope", "api.read files.read"))).IsRefused(400, "invalid_scope");
        Assert.Equal("files.read", (await CallAsync(("resource", TestResources.Files))).Scope);
        (await CallAsync(("resource", TestResources.Files), ("scope", "api.read"))).IsRefused(400, "invalid_scope");
    }

    [Fact] // RFC 6749 §4.4: confidential clients alone
    public async Task A_public_client_is_refused()
    {
        _host.Clients.Change("spa", client => client with { GrantTypes = ["client_credentials"] });
        (await _host.TokenAsync(TestClients.Spa, ("grant_type", "client_credentials"))).IsRefused(400, "unauthorized_client");
    }

    [Fact] // RFC 6749 §5.2
    public async Task A_client_that_is_not_registered_for_the_grant_is_refused() =>
        (await _host.TokenAsync(TestClients.ThirdParty, ("grant_type", "client_credentials"))).IsRefused(400, "unauthorized_client");

    [Theory] // RFC 6749 §5.2
    [InlineData("password")]
    [InlineData("Client_Credentials")]
    [InlineData("urn:ietf:params:oauth:grant-type:jwt-bearer")]
    public async Task A_grant_type_that_is_not_served_is_unsupported(string grantType) =>
        (await _host.TokenAsync(TestClients.Machine, ("grant_type", grantType))).IsRefused(400, "unsupported_grant_type");

    [Fact]
    public async Task The_lifetime_of_the_client_goes_before_that_of_the_server()
    {
        _host.Clients.Change("machine", client => client with { AccessTokenLifetime = TimeSpan.FromSeconds(90) });
        var answer = await CallAsync();
        var token = await Answer.ReadAsync(_host, answer.AccessToken, JwtTypes.AccessToken);
        Assert.Equal(90, answer.Body.GetProperty("expires_in").GetInt64());
        Assert.Equal(TimeSpan.FromSeconds(90), token.Expires - token.IssuedAt);
    }

    private Task<Answer> CallAsync(params (string, string)[] form) =>
        _host.TokenAsync(TestClients.Machine, [("grant_type", "client_credentials"), .. form]);
}
