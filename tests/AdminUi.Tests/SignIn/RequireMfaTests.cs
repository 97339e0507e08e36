using System.Net;
using System.Text.Json;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.SignIn;

public sealed class RequireMfaTests
{
    [Fact] // OpenID Connect Core §5.5.1.1
    public async Task Two_factors_are_asked_for_as_an_essential_claim_and_let_in()
    {
        await using var console = await Console.StartAsync(("AdminUi:RequireMfa", "true"));
        console.Provider.OnIdToken = claims => claims["acr"] = "aal2";

        Assert.Equal(HttpStatusCode.OK, await console.OpenAsync("/users"));

        using var claims = JsonDocument.Parse(console.Provider.LastAuthorization!["claims"]);
        var acr = claims.RootElement.GetProperty("id_token").GetProperty("acr");
        Assert.True(acr.GetProperty("essential").GetBoolean());
        Assert.Equal("aal2", Assert.Single(acr.GetProperty("values").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("aal1")]
    [InlineData("AAL2")]
    [InlineData(null)]
    public async Task A_weaker_sign_in_is_refused_with_a_page_that_says_what_to_do(string? acr)
    {
        await using var console = await Console.StartAsync(("AdminUi:RequireMfa", "true"));
        console.Provider.OnIdToken = claims => claims["acr"] = acr;

        await console.OpenAsync("/users");

        Assert.Equal("/sign-in-failed", console.Browser.Location.AbsolutePath);
        Assert.Contains("second step", console.Browser.Body, StringComparison.Ordinal);
        Assert.Empty(console.Api.Requests);
        Assert.Null(console.SessionCookie);
    }

    [Fact]
    public async Task Without_the_setting_any_sign_in_does()
    {
        await using var console = await Console.StartAsync(("AdminUi:RequireMfa", "false"));
        Assert.Equal(HttpStatusCode.OK, await console.OpenAsync("/users"));
        Assert.False(console.Provider.LastAuthorization!.ContainsKey("claims"));
    }
}
