using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed partial class UnlockTests(SharedProvider shared)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task The_link_of_the_letter_lets_this_browser_alone_try_again()
    {
        await _provider.RegisterAsync("locked.and.free");
        using var stranger = _provider.NewBrowser();
        for (var guess = 0; guess < 6; guess++) await TryAsync(stranger, "locked.and.free", "Wrong-1234");

        using var owner = _provider.NewBrowser();
        await TryAsync(owner, "locked.and.free", Demo.OwnPassword);
        Assert.Equal("/sign-in", owner.Location.AbsolutePath);

        var link = await LinkAsync("locked.and.free@example.com");
        await owner.OpenAsync(link);
        await owner.OpenAsync(link); // looking at it twice uses nothing up
        await owner.SubmitAsync(("token", owner.Page.QuerySelector("input[name=token]")!.GetAttribute("value")!));
        Assert.Equal("/unlock?done=true", owner.Location.PathAndQuery);

        await TryAsync(stranger, "locked.and.free", Demo.OwnPassword);
        Assert.Equal("/sign-in", stranger.Location.AbsolutePath);
        await TryAsync(owner, "locked.and.free", Demo.OwnPassword);
        Assert.Equal("/", owner.Location.AbsolutePath);

        await stranger.OpenAsync(link);
        Assert.Null(stranger.Page.QuerySelector("input[name=token]"));
    }

    [Theory]
    [InlineData("/unlock")]
    [InlineData("/unlock?token=")]
    [InlineData("/unlock?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/unlock?token=%00%F0%9F%98%80%3Cscript%3E")]
    public async Task A_link_that_opens_nothing_says_so(string path)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(_provider.Issuer + path);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("does not work any more", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_unlocks_nothing()
    {
        using var browser = _provider.NewBrowser();
        using var answer = await _provider.PostAsync(browser, "/unlock", ("token", "x"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task TryAsync(TestKit.Browsing.ScriptlessBrowser browser, string name, string password)
    {
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", name), ("Password", password));
    }

    /// <summary>The link that was mailed to this address.</summary>
    private async Task<string> LinkAsync(string address)
    {
        var folder = _provider.Arguments.Single(argument => argument.StartsWith("--Data:Directory=", StringComparison.Ordinal)).Split('=', 2)[1];
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < LongestWait)
        {
            foreach (var mail in Directory.Exists(Path.Combine(folder, "mail")) ? Directory.EnumerateFiles(Path.Combine(folder, "mail"), "*.eml") : [])
            {
                var text = Decoded(await File.ReadAllTextAsync(mail));
                if (text.Contains(address, StringComparison.OrdinalIgnoreCase) && Link().Match(text) is { Success: true } match) return match.Value;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        throw new TimeoutException($"No letter with a link came for {address}.");
    }

    /// <summary>The mail with its Base64 parts as text.</summary>
    private static string Decoded(string mail)
    {
        var text = new StringBuilder(mail);
        foreach (var part in mail.Split("\r\n\r\n").Select(part => part.Split("\r\n--")[0].Replace("\r\n", "", StringComparison.Ordinal)))
        {
            var bytes = new byte[part.Length];
            if (Convert.TryFromBase64String(part, bytes, out var length)) text.Append(Encoding.UTF8.GetString(bytes, 0, length));
        }

        return text.ToString();
    }

    [GeneratedRegex(@"https://localhost:[0-9]+/unlock\?token=[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
