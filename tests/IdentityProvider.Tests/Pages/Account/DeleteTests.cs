using IdentityProvider.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Browsing;
using UserDirectory.Database;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace IdentityProvider.Tests.Pages.Account;

/// <summary>What <c>DataTests</c> does not try: how fresh the sign-in must be, and accounts without a password.</summary>
public sealed class DeleteTests : IAsyncLifetime
{
    private Provider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await Provider.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task A_browser_found_open_deletes_nothing_though_the_password_is_known()
    {
        await _provider.RegisterAsync("found.open");
        using var browser = await _provider.SignInAsync("found.open");
        await browser.OpenAsync($"{_provider.Issuer}/account/delete");
        var token = browser.Token();
        var longAgo = TimeProvider.System.GetUtcNow().AddMinutes(-11);
        await ChangeAsync(db => db.Set<UserSession>().ExecuteUpdateAsync(set => set.SetProperty(session => session.AuthTime, longAgo)));
        using var later = await ReopenAsync(browser);

        using var answer = await _provider.PostAsync(
            later, "/account/delete", ("UserName", "found.open"), ("Password", Demo.OwnPassword), ("__RequestVerificationToken", token));
        Assert.StartsWith("/sign-in?fresh=true", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        await later.OpenAsync($"{_provider.Issuer}/account/delete");
        Assert.Equal("/sign-in", later.Location.AbsolutePath);
        await later.SubmitAsync(("UserName", "found.open"), ("Password", Demo.OwnPassword));
        Assert.Equal("/account/delete", later.Location.AbsolutePath);
    }

    [Fact]
    public async Task Who_has_no_password_is_not_asked_for_one_and_types_the_name_all_the_same()
    {
        await _provider.RegisterAsync("without.password");
        using var browser = await _provider.SignInAsync("without.password");
        await ChangeAsync(db => db.Set<User>().Where(user => user.UserName == "without.password")
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, (string?)null)));
        await browser.OpenAsync($"{_provider.Issuer}/account/delete");
        Assert.Null(browser.Page.QuerySelector("[name=Password]"));

        await browser.SubmitAsync(("UserName", "somebody.else"));
        Assert.NotNull(browser.Page.QuerySelector("#UserName-error"));
        await browser.SubmitAsync(("UserName", "without.password"));
        Assert.Equal("/keep-account", browser.Location.AbsolutePath);
    }

    // A browser with the same cookies and nothing that the host believes of it: a new handle is looked up.
    private async Task<ScriptlessBrowser> ReopenAsync(ScriptlessBrowser browser)
    {
        for (var attempt = 0; attempt < 120; attempt++)
        {
            await browser.OpenAsync($"{_provider.Issuer}/account/delete");
            if (browser.Location.AbsolutePath == "/sign-in") return browser;
            await Task.Delay(250); // a session that lives is believed for five seconds
        }

        return browser;
    }

    private async Task ChangeAsync(Func<IdentityDb, Task> change)
    {
        await using var scope = _provider.Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }
}
