using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using IdentityProvider.Tests.Hosting;
using ServiceDefaults.Problems;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class ErrorTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Theory]
    [InlineData("/connect/authorize?client_id=%3Cscript%3Ealert(1)%3C/script%3E&redirect_uri=https://evil.example/")]
    [InlineData("/connect/authorize?client_id=garden&response_type=code&redirect_uri=https://evil.example/%3Cscript%3E")]
    [InlineData("/connect/authorize")]
    public async Task A_request_that_cannot_be_answered_ends_on_our_page(string path)
    {
        using var answer = await GetAsync(path, "text/html");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains("id=\"support-code\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_is_short_and_its_button_waits_for_script()
    {
        using var answer = await GetAsync("/connect/authorize?client_id=nobody", "text/html");
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        Assert.True(SupportCode.TryRead(page.QuerySelector("#support-code")!.TextContent, out var code));
        Assert.Equal(code, page.QuerySelector("#support-code")!.TextContent);
        Assert.True(page.QuerySelector("[data-copy=support-code]")!.HasAttribute("hidden"));
    }

    [Theory]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/error", HttpStatusCode.NotFound)]
    [InlineData("/access-denied", HttpStatusCode.Forbidden)]
    [InlineData("/sign-in?returnUrl=/&returnUrl=/", HttpStatusCode.BadRequest)]
    public async Task A_refusal_keeps_its_status(string path, HttpStatusCode status)
    {
        using var answer = await GetAsync(path, "text/html");
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Programs_get_no_page()
    {
        using var answer = await GetAsync("/no-such-page", "application/json");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("PUT", "/sign-in")]
    [InlineData("DELETE", "/account/devices")]
    [InlineData("POST", "/")]
    [InlineData("POST", "/signed-out")]
    [InlineData("TRACE", "/sign-in")]
    public async Task A_method_that_is_not_offered_breaks_nothing(string method, string path)
    {
        using var client = _provider.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request);
        Assert.InRange((int)answer.StatusCode, 300, 499);
    }

    [Theory]
    [InlineData("application/json", "{\"UserName\":\"alice\"}")]
    [InlineData("application/x-www-form-urlencoded", "%ff%fe=%00&&&=")]
    [InlineData("application/x-www-form-urlencoded", "UserName=alice%00&Password=x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nbroken")]
    public async Task A_body_that_is_no_form_breaks_nothing(string type, string body)
    {
        using var client = _provider.NewClient();
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await client.PostAsync("/sign-in", content);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var client = _provider.NewClient();
        client.DefaultRequestHeaders.Accept.ParseAdd(accept);
        return await client.GetAsync(path);
    }
}
