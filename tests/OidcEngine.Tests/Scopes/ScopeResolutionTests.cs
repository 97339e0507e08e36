using OidcEngine.Errors;
using OidcEngine.Scopes;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Scopes;

public sealed class ScopeResolutionTests
{
    [Fact] // RFC 6749 §3.3: the order does not matter, and each counts once
    public void Scopes_are_kept_in_their_order_and_once()
    {
        var granted = Granted("profile  openid api.read openid");
        Assert.Equal(["profile", "openid", "api.read"], granted.Scopes);
        Assert.Equal([TestResources.Api], granted.Resources);
    }

    [Fact] // RFC 9068 §3
    public void Scopes_of_one_resource_are_for_that_resource() =>
        Assert.Equal([TestResources.Api], Granted("openid api.read api.write").Resources);

    [Fact]
    public void Identity_scopes_are_for_no_resource() => Assert.Empty(Granted("openid profile email phone address").Resources);

    [Fact] // RFC 9068 §3, RFC 8707 §2
    public void Scopes_of_two_resources_need_both_to_be_named()
    {
        Assert.Equal("invalid_scope", Error("api.read files.read"));
        Assert.Equal("invalid_scope", Error("api.read files.read", TestResources.Api));
        var both = Granted("api.read files.read", TestResources.Api, TestResources.Files);
        Assert.Equal([TestResources.Api, TestResources.Files], both.Resources);
    }

    [Fact] // RFC 8707 §2
    public void A_resource_may_be_named_without_a_scope_of_it() =>
        Assert.Equal([TestResources.Api], Granted("openid", TestResources.Api).Resources);

    [Theory] // RFC 6749 §3.3 and §4.1.2.1
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("unknown")]
    [InlineData("OpenId")]
    [InlineData("openid\tprofile")]
    [InlineData("openid,profile")]
    [InlineData("openid prof\"ile")]
    [InlineData("openid é")]
    public void What_is_missing_unknown_or_malformed_is_an_invalid_scope(string? scope) => Assert.Equal("invalid_scope", Error(scope));

    [Fact]
    public void A_scope_that_the_client_is_not_registered_for_is_refused()
    {
        var client = TestClients.Spa with { Scopes = ["openid"] };
        Assert.False(ScopeResolution.Resolve(client, "openid profile", [], TestResources.Catalog).TryGet(out _, out var error));
        Assert.Equal("invalid_scope", error.Code);
    }

    [Fact] // OIDC Core §11: ignored where no refresh token can come of it
    public void Offline_access_is_left_out_for_a_client_without_refresh_tokens()
    {
        var client = TestClients.FirstParty with { GrantTypes = ["authorization_code"] };
        Assert.True(ScopeResolution.Resolve(client, "openid offline_access", [], TestResources.Catalog).TryGet(out var granted, out _));
        Assert.Equal(["openid"], granted.Scopes);
    }

    [Theory] // RFC 8707 §2
    [InlineData("https://nowhere.example")]
    [InlineData("https://api.example/")]
    [InlineData("https://api.example#x")]
    [InlineData("api")]
    public void A_resource_that_is_unknown_is_an_invalid_target(string resource) =>
        Assert.Equal("invalid_target", Error("openid", resource));

    [Fact]
    public void A_resource_named_twice_is_an_invalid_target() =>
        Assert.Equal("invalid_target", Error("api.read", TestResources.Api, TestResources.Api));

    private static GrantedScopes Granted(string scope, params string[] resources)
    {
        Assert.True(ScopeResolution.Resolve(TestClients.Spa, scope, resources, TestResources.Catalog).TryGet(out var granted, out _));
        return granted;
    }

    private static string Error(string? scope, params string[] resources)
    {
        var result = ScopeResolution.Resolve(TestClients.Spa, scope, resources, TestResources.Catalog);
        Assert.False(result.TryGet(out _, out OAuthError? error));
        return error.Code;
    }
}
