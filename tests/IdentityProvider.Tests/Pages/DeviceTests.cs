using System.Net;
using System.Text.Json;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class DeviceTests(SharedProvider shared)
{
    private const string Agent = "Television/7.1 <b>bold</b>";

    private readonly Provider _provider = shared.Provider;

    [Fact] // RFC 8628 §3.3 and §5.4
    public async Task A_person_sees_who_asks_for_what_from_where_and_lets_the_device_in()
    {
        var device = await AskAsync(_provider);
        using var browser = await PersonAsync("device.allow");
        await EnterAsync(browser, device.UserCode.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));

        Assert.Equal("Living Room Television asks for access on a device", browser.Page.QuerySelector("h1")!.TextContent);
        var facts = browser.Page.QuerySelector(".facts")!.TextContent;
        foreach (var fact in new[] { device.UserCode, "127.0.0.1", Agent }) Assert.Contains(fact, facts, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bold", browser.Body, StringComparison.Ordinal);
        Assert.Contains("Go on only if you started this yourself", browser.Body, StringComparison.Ordinal);
        Assert.Contains("See your e-mail address", browser.Body, StringComparison.Ordinal);
        Assert.Equal("authorization_pending", await PollAsync(_provider, device)); // also for a first party: a person decides

        await browser.SubmitAsync(("decision", "allow"));

        Assert.Equal("/device?done=allow", browser.Location.PathAndQuery);
        Assert.Equal("Your device is let in", browser.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal("access_token", await PollAsync(_provider, device));
    }

    [Fact]
    public async Task A_person_who_declines_gives_nothing()
    {
        var device = await AskAsync(_provider);
        using var browser = await PersonAsync("device.deny");
        await EnterAsync(browser, device.UserCode);
        await browser.SubmitAsync(("decision", "deny"));
        Assert.Equal("The device is not let in", browser.Page.QuerySelector("h1")!.TextContent);
        Assert.Equal("access_denied", await PollAsync(_provider, device));
    }

    [Fact] // RFC 8628 §3.3.1 and §5.4: the address with the code in it fills the field, and no more
    public async Task An_address_with_the_code_sends_nothing_by_itself()
    {
        var device = await AskAsync(_provider);
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(device.Complete);
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
        await _provider.RegisterAsync("device.prefilled");
        await browser.OpenAsync(device.Complete);
        await browser.SubmitAsync(("UserName", "device.prefilled"), ("Password", Demo.OwnPassword));

        Assert.Equal(device.Complete, browser.Location.ToString());
        Assert.Equal(device.UserCode, browser.Page.QuerySelector("[name=UserCode]")!.GetAttribute("value"));
        Assert.Null(browser.Page.QuerySelector("[name=decision]"));
        Assert.DoesNotContain("Living Room Television", browser.Body, StringComparison.Ordinal);
        Assert.Equal("authorization_pending", await PollAsync(_provider, device));
    }

    [Theory]
    [InlineData("BBBB-BBBB")]
    [InlineData("AEIO-UAEI")]
    [InlineData("<script>")]
    [InlineData("' OR 1=1 --")]
    public async Task A_code_that_is_none_finds_nothing(string code)
    {
        using var browser = await _provider.SignInAsync("alice");
        await EnterAsync(browser, code);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("There is no such code", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_was_answered_cannot_be_answered_again()
    {
        var device = await AskAsync(_provider);
        using var first = await PersonAsync("device.first");
        using var second = await PersonAsync("device.second");
        await EnterAsync(first, device.UserCode);
        await EnterAsync(second, device.UserCode);
        await first.SubmitAsync(("decision", "allow"));
        await second.SubmitAsync(("decision", "allow"));
        Assert.Contains("There is no such code", second.Body, StringComparison.Ordinal);
        await EnterAsync(second, device.UserCode);
        Assert.Contains("There is no such code", second.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/device")]
    [InlineData("/device?handler=Decide")]
    public async Task A_forged_form_lets_no_device_in(string path)
    {
        var device = await AskAsync(_provider);
        using var browser = await _provider.SignInAsync("alice");
        using var answer = await _provider.PostAsync(
            browser, path, ("UserCode", device.UserCode), ("decision", "allow"), ("scopes", "email"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("authorization_pending", await PollAsync(_provider, device));
    }

    [Fact]
    public async Task A_decision_by_address_alone_decides_nothing()
    {
        var device = await AskAsync(_provider);
        using var browser = await _provider.SignInAsync("alice");
        await browser.OpenAsync($"{_provider.Issuer}/device?handler=Decide&UserCode={device.UserCode}&decision=allow&scopes=email");
        Assert.Equal("authorization_pending", await PollAsync(_provider, device));
    }

    [Fact] // RFC 8628 §5.1
    public async Task Guessing_codes_is_stopped_by_person_and_by_network()
    {
        await using var provider = await Provider.StartAsync(
            ("RateLimits:Enabled", "true"), ("RateLimits:DeviceCodes:Permits", "4"), ("RateLimits:DeviceCodeFailures:Permits", "6"));
        var device = await AskAsync(provider);
        using var alice = await provider.SignInAsync("alice");
        for (var guess = 0; guess < 4; guess++) Assert.Equal(HttpStatusCode.OK, (await EnterAsync(alice, "BBBB-BBBB")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await EnterAsync(alice, device.UserCode)).Status);
        Assert.DoesNotContain("Living Room Television", alice.Body, StringComparison.Ordinal);

        using var bob = await provider.SignInAsync("bob");
        for (var guess = 0; guess < 2; guess++) Assert.Equal(HttpStatusCode.OK, (await EnterAsync(bob, "BBBB-BBBB")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await EnterAsync(bob, device.UserCode)).Status);
        using var decided = await provider.PostAsync(
            bob, "/device?handler=Decide", ("UserCode", device.UserCode), ("decision", "allow"), ("__RequestVerificationToken", bob.Token()));
        Assert.Equal(HttpStatusCode.TooManyRequests, decided.StatusCode);
        Assert.Equal("authorization_pending", await PollAsync(provider, device));
    }

    private async Task<ScriptlessBrowser> PersonAsync(string userName)
    {
        await _provider.RegisterAsync(userName);
        return await _provider.SignInAsync(userName);
    }

    private static async Task<ScriptlessBrowser> EnterAsync(ScriptlessBrowser browser, string code)
    {
        await browser.OpenAsync("/device");
        return await browser.SubmitAsync(("UserCode", code));
    }

    private static async Task<Asked> AskAsync(Provider provider)
    {
        using var client = provider.NewClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Agent);
        using var form = new FormUrlEncodedContent([new("client_id", "television"), new("scope", "openid profile email")]);
        using var answer = await client.PostAsync("/connect/deviceauthorization", form);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return new Asked(Text(body, "device_code"), Text(body, "user_code"), Text(body, "verification_uri_complete"));
    }

    /// <summary>The error, or <c>access_token</c> when there is one.</summary>
    private static async Task<string> PollAsync(Provider provider, Asked device)
    {
        using var client = provider.NewClient();
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), new("device_code", device.DeviceCode), new("client_id", "television"),
        ]);
        using var answer = await client.PostAsync("/connect/token", form);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return body.TryGetProperty("error", out var error) ? error.GetString()! : body.TryGetProperty("access_token", out _) ? "access_token" : "nothing";
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private sealed record Asked(string DeviceCode, string UserCode, string Complete);
}
