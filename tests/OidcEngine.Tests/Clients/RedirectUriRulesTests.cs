using OidcEngine.Clients;

namespace OidcEngine.Tests.Clients;

public sealed class RedirectUriRulesTests
{
    [Theory]
    [InlineData("https://app.example/cb")]
    [InlineData("https://app.example:8443/cb?kept=yes")]
    [InlineData("https://[2001:db8::1]/cb")]
    [InlineData("http://localhost:3000/cb")]
    [InlineData("http://127.0.0.1/cb")]
    [InlineData("http://[::1]:5000/cb")]
    public void These_may_be_registered_by_any_app(string uri)
    {
        Assert.Null(RedirectUriRules.Check(uri, "web"));
        Assert.Null(RedirectUriRules.Check(uri, "native"));
    }

    [Theory] // RFC 8252 §7.1
    [InlineData("com.example.app:/cb")]
    [InlineData("com.example.app://cb")]
    public void A_scheme_of_its_own_may_be_registered_by_a_native_app_alone(string uri)
    {
        Assert.Null(RedirectUriRules.Check(uri, "native"));
        Assert.NotNull(RedirectUriRules.Check(uri, "web"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/cb")]
    [InlineData("//app.example/cb")]
    [InlineData("app.example/cb")]
    [InlineData("https://app.example/cb#fragment")] // RFC 6749 §3.1.2
    [InlineData("https://app.example/cb#")]
    [InlineData("https://*.app.example/cb")] // RFC 9700 §4.1.3
    [InlineData("https://app.example/*")]
    [InlineData("https://user@app.example/cb")]
    [InlineData("https://app.example\\@evil.example/cb")]
    [InlineData("https://app.example /cb")]
    [InlineData("https://app.example/\u0000cb")]
    [InlineData("https://app.exämple/cb")]
    [InlineData("https:///cb")]
    [InlineData("http://app.example/cb")]
    [InlineData("http://localhost.evil.example/cb")]
    [InlineData("ftp://app.example/cb")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("myapp:/cb")]
    public void These_may_not_be_registered_by_anybody(string uri)
    {
        Assert.NotNull(RedirectUriRules.Check(uri, "web"));
        Assert.NotNull(RedirectUriRules.Check(uri, "native"));
    }
}
