using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IdentityProvider.Accounts;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;
using TestKit.Product;

namespace IdentityProvider.Tests.Pages.Account;

[Collection(PagesOfOneProvider.Name)]
public sealed partial class ActivityTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task Acts_are_told_in_words_the_newest_first_with_device_and_network()
    {
        using var browser = await SignInNewAsync("told.in.words", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0");
        await browser.OpenAsync($"{_provider.Issuer}/account/profile");
        await browser.SubmitAsync(("Input.Nickname", "Worded"));

        await browser.OpenAsync($"{_provider.Issuer}/account/activity");

        Assert.Equal(["Profile changed", "Signed in", "Account registered"], Titles(browser));
        var signedIn = browser.Page.QuerySelectorAll(".timeline-item").Single(item => item.TextContent.Contains("Signed in", StringComparison.Ordinal));
        Assert.Contains("Firefox on Linux", signedIn.TextContent, StringComparison.Ordinal);
        Assert.Contains("This computer's own network", signedIn.TextContent, StringComparison.Ordinal);
        var change = browser.Page.QuerySelector(".timeline-item details")!;
        Assert.Contains("Nickname", change.TextContent, StringComparison.Ordinal);
        Assert.Equal("Worded", change.QuerySelector("ins")!.TextContent);
    }

    [Fact]
    public async Task A_kind_shows_its_acts_and_no_others()
    {
        using var browser = await SignInNewAsync("filtered.acts");
        await browser.OpenAsync($"{_provider.Issuer}/account/profile");
        await browser.SubmitAsync(("Input.Nickname", "Filtered"));

        Assert.Equal(["Signed in"], Titles(await browser.OpenAsync($"{_provider.Issuer}/account/activity?kind=sign-ins")));
        Assert.Equal(["Profile changed", "Account registered"], Titles(await browser.OpenAsync($"{_provider.Issuer}/account/activity?kind=profile")));
        Assert.Empty(Titles(await browser.OpenAsync($"{_provider.Issuer}/account/activity?kind=apps")));
        Assert.Equal(3, Titles(await browser.OpenAsync($"{_provider.Issuer}/account/activity?kind=no-such-kind")).Count);
    }

    [Fact]
    public async Task A_guess_at_the_password_asks_whether_it_was_you_and_tells_nothing_of_the_guesser()
    {
        using var browser = await SignInNewAsync("guessed.at");
        using var stranger = _provider.NewBrowser();
        stranger.UserAgent = "Guesser/1.0";
        await stranger.OpenAsync($"{_provider.Issuer}/sign-in");
        await stranger.SubmitAsync(("UserName", "guessed.at"), ("Password", "Wrong-1234"));

        await browser.OpenAsync($"{_provider.Issuer}/account/activity");

        var refused = browser.Page.QuerySelector(".timeline-failure")!;
        Assert.Contains("A sign-in was refused", refused.TextContent, StringComparison.Ordinal);
        Assert.Equal("/account/security", refused.QuerySelector("a")!.GetAttribute("href"));
        Assert.DoesNotContain("Guesser", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_the_acts_of_another_person()
    {
        using var victim = await SignInNewAsync("private.acts");
        await victim.OpenAsync($"{_provider.Issuer}/account/profile");
        await victim.SubmitAsync(("Input.Nickname", "Private-4711"));
        using var mallory = await SignInNewAsync("curious.one");
        foreach (var query in new[] { "", "?userId=private.acts", "?kind=profile&user_id=private.acts", "?page=1&id=private.acts" })
        {
            await mallory.OpenAsync($"{_provider.Issuer}/account/activity{query}");
            Assert.DoesNotContain("Private-4711", mallory.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_long_trail_has_pages()
    {
        using var browser = await SignInNewAsync("long.trail");
        for (var i = 0; i < 26; i++)
        {
            await browser.OpenAsync($"{_provider.Issuer}/account/profile");
            await browser.SubmitAsync(("Input.Nickname", $"n{i}"));
        }

        await browser.OpenAsync($"{_provider.Issuer}/account/activity");
        Assert.Equal(25, Titles(browser).Count);
        await browser.OpenAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(["Profile changed", "Signed in", "Account registered"], Titles(browser));
    }

    [Theory]
    [InlineData("?page=0")]
    [InlineData("?page=-1")]
    [InlineData("?page=99999999999999")]
    [InlineData("?page=x&kind=%00")]
    [InlineData("?page=400")]
    public async Task An_odd_address_is_no_fault(string query)
    {
        using var browser = await _provider.SignInAsync("bob");
        await browser.OpenAsync($"{_provider.Issuer}/account/activity{query}");
        Assert.True(browser.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{browser.Status}");
    }

    [Fact]
    public void Every_kind_holds_actions_and_none_stands_in_two() =>
        Assert.Equal(ActivityKinds.KnownActions.Distinct(StringComparer.Ordinal).Count(), ActivityKinds.KnownActions.Count());

    [Fact]
    public void Every_act_that_the_product_records_has_words_and_a_kind()
    {
        var folder = Path.Combine(SourceTree.Root, "src/UserDirectory");
        var recorded = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Action().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Where(action => action != "user.erased") // nobody is left to read it
            .ToHashSet(StringComparer.Ordinal);
        var words = XElement.Load(Path.Combine(SourceTree.Root, "src/IdentityProvider/Localisation/PageText.resx"))
            .Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("user.signed_in", recorded);
        Assert.All(recorded, action => Assert.Contains(action, ActivityKinds.KnownActions));
        Assert.All(ActivityKinds.KnownActions, action => Assert.Contains($"Activity.Did.{action}", words));
    }

    [Fact]
    public async Task What_a_browser_says_of_itself_is_text()
    {
        using var browser = await SignInNewAsync("odd.agent", "<img src=x onerror=alert(1)>");
        await browser.OpenAsync($"{_provider.Issuer}/account/activity");
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", browser.Body, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("img[src=x]"));
        await browser.OpenAsync($"{_provider.Issuer}/account/devices");
        Assert.Null(browser.Page.QuerySelector("img[src=x]"));
    }

    private async Task<ScriptlessBrowser> SignInNewAsync(string userName, string? agent = null)
    {
        await _provider.RegisterAsync(userName);
        var browser = _provider.NewBrowser();
        if (agent is not null) browser.UserAgent = agent;
        await browser.OpenAsync($"{_provider.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", userName), ("Password", Demo.OwnPassword));
        Assert.Equal($"{_provider.Issuer}/", browser.Location.ToString());
        return browser;
    }

    [GeneratedRegex("\"((?:user|session|consent|grant|device)\\.[a-z_]+)\"")]
    private static partial Regex Action();

    private static List<string> Titles(ScriptlessBrowser browser) =>
        [.. browser.Page.QuerySelectorAll(".timeline-item .item-title").Select(title => title.TextContent)];
}
