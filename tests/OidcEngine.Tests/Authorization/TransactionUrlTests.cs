using Microsoft.Extensions.Options;
using OidcEngine.Authorization;

namespace OidcEngine.Tests.Authorization;

public sealed class TransactionUrlTests
{
    private static readonly string Handle = new('h', 43);

    [Theory]
    [InlineData("https://idp.example", "")]
    [InlineData("https://idp.example/auth", "/auth")]
    [InlineData("https://idp.example/a/b", "/a/b")]
    public void Pages_and_endpoint_lie_below_the_path_of_the_issuer(string issuer, string basePath)
    {
        var urls = new TransactionUrl(Options.Create(new OidcEngineOptions { Issuer = issuer }));
        var returnUrl = $"{basePath}/connect/authorize?transaction={Handle}";

        Assert.Equal($"{basePath}/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", urls.ToSignIn(Handle));
        Assert.Equal($"{basePath}/consent?returnUrl={Uri.EscapeDataString(returnUrl)}", urls.ToConsent(Handle));
        Assert.Equal(Handle, urls.HandleIn(returnUrl));
        Assert.Null(urls.HandleIn("/other" + returnUrl));
    }

    [Theory] // a handle of the right length that could leave its place in a URL
    [InlineData("&")]
    [InlineData("#")]
    [InlineData("/")]
    [InlineData("%")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("é")]
    public void A_handle_holds_base64url_characters_alone(string character)
    {
        var urls = new TransactionUrl(Options.Create(new OidcEngineOptions { Issuer = "https://idp.example" }));
        Assert.Null(urls.HandleIn("/connect/authorize?transaction=" + Handle[..42] + character));
    }
}
