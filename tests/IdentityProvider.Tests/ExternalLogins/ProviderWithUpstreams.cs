using AngleSharp.Html.Dom;
using IdentityProvider.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Browsing;
using TestKit.Upstream;
using UserDirectory.Database;

namespace IdentityProvider.Tests.ExternalLogins;

/// <summary>A host at which people sign in by Google, GitHub and two other providers, all of them on this machine.</summary>
public sealed class ProviderWithUpstreams : IAsyncLifetime
{
    /// <summary>A page of an app of the installation itself.</summary>
    public const string AppPage = "https://app.localhost:4443/signed-in?from=elsewhere";

    private static int _count;

    public UpstreamHost Upstream { get; private set; } = null!;

    public Provider Provider { get; private set; } = null!;

    public string Issuer => Provider.Issuer;

    public async ValueTask InitializeAsync()
    {
        Upstream = await UpstreamHost.StartAsync();
        Provider = await Provider.StartAsync([.. Upstream.Settings, ("Identity:FirstPartyRedirectUris:0", AppPage)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (Provider is not null) await Provider.DisposeAsync();
        if (Upstream is not null) await Upstream.DisposeAsync();
    }

    /// <summary>A browser that also goes to the providers elsewhere.</summary>
    public ScriptlessBrowser NewBrowser() => new(new Uri(Issuer), new Uri(Upstream.Address));

    public static string NewName() => $"visitor{Interlocked.Increment(ref _count)}";

    /// <summary>A person elsewhere whom nobody here has seen.</summary>
    public static UpstreamPerson NewPerson(bool verified = true) => NewName() is var name
        ? new UpstreamPerson((1000 + _count).ToString(System.Globalization.CultureInfo.InvariantCulture), $"{name}@elsewhere.example", verified) { Login = name }
        : throw new InvalidOperationException();

    /// <summary>Chooses the provider on the sign-in page, and goes to it as the page in between leads.</summary>
    public async Task SignInByAsync(ScriptlessBrowser browser, string provider, string returnUrl = "/")
    {
        await browser.OpenAsync($"{Issuer}/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await browser.SubmitAsync(("provider", provider));
        await LeaveAsync(browser);
    }

    /// <summary>Follows the page in between.</summary>
    public static Task LeaveAsync(ScriptlessBrowser browser) => browser.OpenAsync(AddressOf(browser));

    /// <summary>Where the page in between leads.</summary>
    public static string AddressOf(ScriptlessBrowser browser)
    {
        Assert.Equal("/external-login/start", browser.Location.AbsolutePath);
        return ((IHtmlAnchorElement)browser.Page.QuerySelector("a.button-primary")!).GetAttribute("href")!;
    }

    /// <summary>A browser whose person comes from Google for the first time and makes an account.</summary>
    public async Task<(ScriptlessBrowser Browser, UpstreamPerson Person, string UserName)> NewAccountAsync()
    {
        var (browser, person, name) = (NewBrowser(), NewPerson(), NewName());
        Upstream.Google.Person = person;
        await SignInByAsync(browser, "google");
        await browser.SubmitAsync(("UserName", name));
        Assert.Equal($"{Issuer}/", browser.Location.ToString());
        return (browser, person, name);
    }

    public async Task AssertSignedInAsync(ScriptlessBrowser browser, string userName)
    {
        await browser.OpenAsync($"{Issuer}/account");
        Assert.Equal("/account", browser.Location.AbsolutePath);
        Assert.Contains(userName, browser.Body, StringComparison.Ordinal);
    }

    public async Task AssertNobodyAsync(ScriptlessBrowser browser)
    {
        await browser.OpenAsync($"{Issuer}/account");
        Assert.Equal("/sign-in", browser.Location.AbsolutePath);
    }

    /// <summary>Reads or changes the database as no caller could.</summary>
    internal async Task<T> AskAsync<T>(Func<IdentityDb, Task<T>> ask)
    {
        await using var scope = Provider.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }
}

[CollectionDefinition(Name)]
public sealed class OneProviderWithUpstreams : ICollectionFixture<ProviderWithUpstreams>
{
    public const string Name = "One provider with upstreams";
}
