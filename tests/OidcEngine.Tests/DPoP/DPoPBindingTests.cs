using OidcEngine.Tests.Host;
using TestKit.DPoP;

namespace OidcEngine.Tests.DPoP;

/// <summary>What is bound to a key besides access tokens: codes (RFC 9449 §10) and refresh tokens of public clients (§5).</summary>
public sealed class DPoPBindingTests : IAsyncLifetime
{
    private readonly ProofKey _key = new();
    private readonly ProofKey _other = new();
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        _other.Dispose();
        return _host.DisposeAsync();
    }

    [Fact] // §10
    public async Task A_code_that_was_asked_for_with_a_key_is_redeemed_with_that_key()
    {
        var request = AuthorizeRequest.Of(TestClients.FirstParty).With("dpop_jkt", _key.Thumbprint);
        var code = (await _host.GetAsync(request.Url, _host.SignIn())).Parameters()["code"];

        (await _host.RedeemAsync(TestClients.FirstParty, code)).IsRefused(400, "invalid_grant");
        (await _host.RedeemAsync(TestClients.FirstParty, code, _other)).IsRefused(400, "invalid_grant");
        Assert.Null(_host.Grants.Rows[^1].Revoked);
        Assert.Equal(200, (await _host.RedeemAsync(TestClients.FirstParty, code, _key)).Status);
    }

    [Fact] // a thief of a used code without the key cannot end what its client got
    public async Task A_used_code_with_another_key_ends_nothing()
    {
        var code = await _host.CodeAsync(TestClients.FirstParty, dpopJkt: _key.Thumbprint);
        await _host.RedeemAsync(TestClients.FirstParty, code, _key);
        (await _host.RedeemAsync(TestClients.FirstParty, code, _other)).IsRefused(400, "invalid_grant");
        Assert.Null(_host.Grants.Rows[^1].Revoked);
    }

    [Fact] // §10.1
    public async Task A_proof_with_a_pushed_request_binds_its_code()
    {
        var pushed = await _host.PushAsync(TestClients.FirstParty, AuthorizeRequest.Of(TestClients.FirstParty), ProvePush());
        Assert.Equal(201, pushed.Status);
        var url = PushedCalls.PushedUrl(TestClients.FirstParty.ClientId, pushed.Text("request_uri")!);
        var code = (await _host.GetAsync(url, _host.SignIn())).Parameters()["code"];

        (await _host.RedeemAsync(TestClients.FirstParty, code, _other)).IsRefused(400, "invalid_grant");
        Assert.Equal(200, (await _host.RedeemAsync(TestClients.FirstParty, code, _key)).Status);
    }

    [Fact] // §10.1
    public async Task With_a_pushed_request_proof_and_dpop_jkt_name_one_key()
    {
        var request = AuthorizeRequest.Of(TestClients.FirstParty);
        var contradicting = await _host.PushAsync(TestClients.FirstParty, request.With("dpop_jkt", _other.Thumbprint), ProvePush());
        contradicting.IsRefused(400, "invalid_request");
        var agreeing = await _host.PushAsync(TestClients.FirstParty, request.With("dpop_jkt", _key.Thumbprint), ProvePush());
        Assert.Equal(201, agreeing.Status);
        var elsewhere = await _host.PushAsync(TestClients.FirstParty, request, _host.Prove(_key));
        elsewhere.IsRefused(400, "invalid_dpop_proof");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I=")]
    [InlineData("0ZcOCORZNYy+DWpqq30jZyJGHTN0d2HglBV3uiguA4I")]
    [InlineData("sha256:0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3u")]
    public async Task What_is_no_thumbprint_is_told_to_the_client(string thumbprint)
    {
        var request = AuthorizeRequest.Of(TestClients.FirstParty).With("dpop_jkt", thumbprint);
        Assert.Equal("invalid_request", (await _host.GetAsync(request.Url, _host.SignIn())).Parameters()["error"]);
    }

    [Fact] // §5
    public async Task The_refresh_token_of_a_public_client_is_bound_to_the_key_from_first_to_last()
    {
        var first = await _host.RedeemAsync(TestClients.Spa, await _host.CodeAsync(TestClients.Spa), _key);
        Assert.Equal("DPoP", first.Text("token_type"));

        (await _host.RefreshAsync(TestClients.Spa, first.RefreshToken)).IsRefused(400, "invalid_grant");
        (await _host.RefreshAsync(TestClients.Spa, first.RefreshToken, _other)).IsRefused(400, "invalid_grant");
        Assert.Null(_host.Grants.Rows[^1].Revoked);

        var second = await _host.RefreshAsync(TestClients.Spa, first.RefreshToken, _key);
        Assert.Equal((200, "DPoP"), (second.Status, second.Text("token_type")));
        (await _host.RefreshAsync(TestClients.Spa, second.RefreshToken, _other)).IsRefused(400, "invalid_grant");
        Assert.Equal(200, (await _host.RefreshAsync(TestClients.Spa, second.RefreshToken, _key)).Status);
    }

    [Fact] // an old token of a bound family, found by somebody without the key
    public async Task A_reused_refresh_token_with_another_key_ends_nothing()
    {
        var first = await _host.RedeemAsync(TestClients.Spa, await _host.CodeAsync(TestClients.Spa), _key);
        await _host.RefreshAsync(TestClients.Spa, first.RefreshToken, _key);
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        (await _host.RefreshAsync(TestClients.Spa, first.RefreshToken, _other)).IsRefused(400, "invalid_grant");
        Assert.Null(_host.Grants.Rows[^1].Revoked);
    }

    [Fact] // else a thief could bind a stolen token to a key of their own, and its holder would be shut out
    public async Task A_refresh_token_that_was_issued_without_a_key_takes_none_later()
    {
        var first = await _host.TokensAsync(TestClients.Spa);
        (await _host.RefreshAsync(TestClients.Spa, first.RefreshToken, _key)).IsRefused(400, "invalid_grant");
        Assert.Equal(200, (await _host.RefreshAsync(TestClients.Spa, first.RefreshToken)).Status);
    }

    [Fact] // §5: the refresh token of a confidential client is bound by its authentication, so that it can change its key
    public async Task A_confidential_client_may_change_its_key()
    {
        var first = await _host.RedeemAsync(TestClients.ThirdParty, await _host.CodeAsync(TestClients.ThirdParty), _key);
        var second = await _host.RefreshAsync(TestClients.ThirdParty, first.RefreshToken, _other);
        Assert.Equal((200, "DPoP"), (second.Status, second.Text("token_type")));
        var token = await Answer.ReadAsync(_host, second.AccessToken, "at+jwt");
        Assert.Equal(_other.Thumbprint, token.Claims.GetProperty("cnf").GetProperty("jkt").GetString());
    }

    [Fact] // the grant's shape: the key that redeems a code need not have been announced
    public async Task A_code_without_a_key_may_be_redeemed_with_one() =>
        Assert.Equal(200, (await _host.RedeemAsync(TestClients.Spa, await _host.CodeAsync(TestClients.Spa), _key)).Status);

    private string ProvePush() => _key.Prove("POST", EngineHost.Issuer + PushedCalls.ParPath, _host.Time.GetUtcNow());
}
