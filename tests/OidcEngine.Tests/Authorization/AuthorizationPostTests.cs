using System.Net;
using System.Text;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Authorization;

/// <summary>OIDC Core §3.1.2.1: the endpoint takes POST as well as GET.</summary>
public sealed class AuthorizationPostTests
{
    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(TestClients.FirstParty);

    [Fact] // a browser sends no SameSite=Lax cookie with a POST from another site
    public async Task A_post_comes_back_as_a_get_with_the_same_parameters()
    {
        await using var host = await EngineHost.StartAsync();
        var session = host.SignIn();
        var request = Good.With("state", "a b&c=d ✓");

        using var post = await host.PostAsync("/connect/authorize", request.Parameters);
        using var get = await host.GetAsync(post.Location(), session);

        Assert.StartsWith("/connect/authorize?client_id=first&", post.Location(), StringComparison.Ordinal);
        Assert.Equal("a b&c=d ✓", get.Parameters()["state"]);
        Assert.True(get.Parameters().ContainsKey("code"));
    }

    [Fact]
    public async Task A_post_never_issues_a_code_by_itself()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.PostAsync("/connect/authorize", Good.Parameters, host.SignIn());

        Assert.StartsWith("/connect/authorize?", response.Location(), StringComparison.Ordinal);
        Assert.Empty(host.Grants.Rows);
    }

    [Fact] // RFC 6749 §3.1: no parameter twice
    public async Task A_parameter_twice_in_a_post_is_told_to_the_client()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.PostAsync("/connect/authorize", Good.Adding("scope", "openid").Parameters);

        Assert.Equal("invalid_request", response.Parameters()["error"]);
    }

    [Fact]
    public async Task A_parameter_in_query_and_body_is_one_that_came_twice()
    {
        await using var host = await EngineHost.StartAsync();

        using var other = await host.PostAsync("/connect/authorize?scope=openid", Good.Parameters);
        using var redirect = await host.PostAsync("/connect/authorize?redirect_uri=https%3A%2F%2Fevil.example", Good.Parameters);

        Assert.Equal("invalid_request", other.Parameters()["error"]);
        Assert.Equal(HttpStatusCode.BadRequest, redirect.StatusCode);
    }

    [Fact] // RFC 8707 §2: resource alone may repeat
    public async Task Several_resources_survive_the_way_through_post_and_sign_in()
    {
        await using var host = await EngineHost.StartAsync();
        var request = Good.With("scope", "openid api.read files.read")
            .Adding("resource", TestResources.Api).Adding("resource", TestResources.Files);

        using var post = await host.PostAsync("/connect/authorize", request.Parameters);
        using var get = await host.GetAsync(post.Location());
        using var back = await host.GetAsync(get.ReturnUrl("/sign-in"), host.SignIn());

        Assert.True(back.Parameters().ContainsKey("code"));
        Assert.Equal([TestResources.Api, TestResources.Files], Assert.Single(host.Grants.Rows).Grant.Resources);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "client_id=first")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16", "client_id=first")]
    [InlineData("application/x-www-form-urlencoded", "client_id=%FF")]
    [InlineData("application/x-www-form-urlencoded", "client_id=%00")]
    [InlineData("application/x-www-form-urlencoded", "client_id=%")]
    [InlineData("application/x-www-form-urlencoded", "")]
    public async Task A_body_that_is_no_form_is_refused(string contentType, string body)
    {
        await using var host = await EngineHost.StartAsync();
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await host.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/connect/authorize") { Content = content });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("invalid_request:", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_that_is_too_long_for_a_get_is_refused()
    {
        await using var host = await EngineHost.StartAsync();

        using var response = await host.PostAsync("/connect/authorize", Good.With("unknown", new string('x', 8000)).Parameters);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
