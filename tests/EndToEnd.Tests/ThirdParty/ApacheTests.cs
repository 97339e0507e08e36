using System.Net;
using System.Text.Json;
using TestKit.Browsing;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>Debian's libapache2-mod-auth-openidc agrees with what we say.</summary>
[Collection(nameof(ThirdParties))]
public sealed class ApacheTests(ThirdParties parties)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_signs_in_refreshes_and_signs_out()
    {
        await using var apache = await ApacheServer.StartAsync(parties);
        using var browser = parties.NewBrowser(apache.Address);
        await SignInAsync(browser, apache);

        var first = await InfoAsync(browser, apache);
        Assert.Equal("alice", first.GetProperty("userinfo").GetProperty("preferred_username").GetString());
        Assert.Equal(parties.Issuer, first.GetProperty("id_token").GetProperty("iss").GetString());

        var accessToken = Uri.EscapeDataString(first.GetProperty("access_token").GetString()!);
        await browser.OpenAsync($"{apache.RedirectUri}?refresh={Uri.EscapeDataString($"{apache.Address}/protected/")}&access_token={accessToken}");
        Assert.Equal($"{apache.Address}/protected/", browser.Location.AbsoluteUri);
        var second = await InfoAsync(browser, apache);
        Assert.NotEqual(first.GetProperty("access_token").GetString(), second.GetProperty("access_token").GetString());
        Assert.NotEqual(first.GetProperty("refresh_token").GetString(), second.GetProperty("refresh_token").GetString());

        await browser.OpenAsync($"{apache.RedirectUri}?logout={Uri.EscapeDataString($"{apache.Address}/bye.html")}");
        Assert.Equal($"{apache.Address}/bye.html", browser.Location.AbsoluteUri);
        Assert.Contains("good bye", browser.Body, StringComparison.Ordinal);

        await browser.OpenAsync($"{apache.Address}/protected/");
        Assert.NotNull(browser.Page.QuerySelector("input[type=password]")); // also our own session has ended
    }

    [Fact]
    public async Task It_is_told_by_the_back_channel_that_the_person_signed_out_at_the_provider()
    {
        await using var apache = await ApacheServer.StartAsync(parties);
        using var browser = parties.NewBrowser(apache.Address);
        await SignInAsync(browser, apache);
        await InfoAsync(browser, apache);

        await browser.OpenAsync($"{parties.Issuer}/sign-out");
        await browser.SubmitAsync();
        Assert.Contains("Apache", browser.Page.Body!.TextContent, StringComparison.Ordinal);

        var started = TimeProvider.System.GetTimestamp();
        while ((await OpenInfoAsync(browser, apache)).Status == HttpStatusCode.OK && TimeProvider.System.GetElapsedTime(started) < Patience)
            await Task.Delay(200);
        Assert.True(browser.Status == HttpStatusCode.Unauthorized, $"{(int)browser.Status}: {browser.Body}\n{apache.Log}");
    }

    [Fact] // OIDC Front-Channel Logout 1.0 §3
    public async Task It_is_told_by_a_frame_of_the_logged_out_page()
    {
        await using var apache = await ApacheServer.StartAsync(parties, "apache-front");
        using var browser = parties.NewBrowser(apache.Address);
        await SignInAsync(browser, apache);
        await InfoAsync(browser, apache);

        await browser.OpenAsync($"{parties.Issuer}/sign-out");
        await browser.SubmitAsync();
        var frame = browser.Page.QuerySelector("iframe")!.GetAttribute("src")!;
        Assert.StartsWith($"{apache.RedirectUri}?logout=get&iss={Uri.EscapeDataString(parties.Issuer)}&sid=", frame, StringComparison.Ordinal);

        await browser.OpenAsync(frame); // as a browser does for a frame
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await OpenInfoAsync(browser, apache);
        Assert.Equal(HttpStatusCode.Unauthorized, browser.Status);
    }

    private static async Task SignInAsync(ScriptlessBrowser browser, ApacheServer apache)
    {
        await browser.OpenAsync($"{apache.Address}/protected/");
        await browser.SubmitAsync(("UserName", "alice"), ("Password", "Pass123$"));
        if (browser.Page.QuerySelector("[name=decision]") is not null) await browser.SubmitAsync(("decision", "allow"));
        Assert.True(browser.Body.Contains("behind the door", StringComparison.Ordinal), $"{(int)browser.Status} at {browser.Location}\n{apache.Log}");
    }

    private static async Task<JsonElement> InfoAsync(ScriptlessBrowser browser, ApacheServer apache)
    {
        await OpenInfoAsync(browser, apache);
        Assert.True(browser.Status == HttpStatusCode.OK, $"{(int)browser.Status}: {browser.Body}\n{apache.Log}");
        return JsonDocument.Parse(browser.Body).RootElement;
    }

    private static Task<ScriptlessBrowser> OpenInfoAsync(ScriptlessBrowser browser, ApacheServer apache) =>
        browser.OpenAsync($"{apache.RedirectUri}?info=json");
}
