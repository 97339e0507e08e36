using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class EmailTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task A_new_person_confirms_the_address_by_the_link_of_the_mail()
    {
        await _provider.RegisterAsync("confirming");
        var link = _provider.LinkOf(await _provider.MailAsync("confirming@example.com", "Confirm your e-mail address"));
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync(link);
        Assert.Contains("confirming", browser.Body, StringComparison.Ordinal);
        using var before = await _provider.SignInAsync("confirming");
        Assert.Contains("Not confirmed", (await before.OpenAsync("/account/email")).Body, StringComparison.Ordinal);

        await browser.SubmitAsync(("Password", Demo.OwnPassword));

        Assert.EndsWith("/verify-email?done=done", browser.Location.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Not confirmed", (await before.OpenAsync("/account/email")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_link_is_asked_for_with_the_same_answer_for_all()
    {
        using var known = _provider.NewBrowser();
        using var unknown = _provider.NewBrowser();
        foreach (var (browser, name) in new[] { (known, "bob"), (unknown, "nobody.at.all") })
        {
            await browser.OpenAsync($"{_provider.Issuer}/verify-email");
            await browser.SubmitAsync(("Name", name));
        }

        Assert.EndsWith("/verify-email?done=sent", known.Location.ToString(), StringComparison.Ordinal);
        Assert.Equal((known.Status, known.Location, Asking.WithoutTokens(known.Body)), (unknown.Status, unknown.Location, Asking.WithoutTokens(unknown.Body)));
    }

    [Fact]
    public async Task The_address_is_changed_by_a_link_in_the_browser_of_its_owner_and_taken_back_from_the_old_one()
    {
        await _provider.RegisterAsync("moving");
        using var confirm = _provider.NewBrowser();
        await confirm.OpenAsync(_provider.LinkOf(await _provider.MailAsync("moving@example.com", "Confirm your e-mail address")));
        await confirm.SubmitAsync(("Password", Demo.OwnPassword));
        using var browser = await _provider.SignInAsync("moving");
        await browser.OpenAsync("/account/email");
        await browser.SubmitAsync(("Address", "moved@example.com"));
        Assert.EndsWith("/account/email?done=sent", browser.Location.ToString(), StringComparison.Ordinal);
        var link = _provider.LinkOf(await _provider.MailAsync("moved@example.com", "Confirm your new e-mail address"));

        using var stranger = _provider.NewBrowser();
        await stranger.OpenAsync(link);
        Assert.Contains("Sign in first", stranger.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("moved@example.com", stranger.Body, StringComparison.Ordinal);
        await browser.OpenAsync(link);
        await browser.SubmitAsync(browser.Page.Forms.Single(form => form.ClassList.Contains("form")));
        Assert.Contains("moved@example.com", (await browser.OpenAsync("/account/email")).Body, StringComparison.Ordinal);

        var undo = await _provider.MailAsync("moving@example.com", "was changed");
        using var owner = _provider.NewBrowser();
        await owner.OpenAsync(_provider.LinkOf(undo));
        await owner.SubmitAsync(owner.Page.Forms.Single(form => form.ClassList.Contains("form")));
        Assert.StartsWith($"{_provider.Issuer}/reset-password?token=", owner.Location.ToString(), StringComparison.Ordinal);
        await owner.SubmitAsync(("Password", "Loud-8-Lighthouse"));
        await owner.SubmitAsync(("UserName", "moving@example.com"), ("Password", "Loud-8-Lighthouse"));
        Assert.Equal($"{_provider.Issuer}/", owner.Location.ToString());
        await browser.OpenAsync("/account");
        Assert.StartsWith($"{_provider.Issuer}/sign-in", browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_gets_the_same_answer()
    {
        await _provider.RegisterAsync("wishing");
        using var browser = await _provider.SignInAsync("wishing");
        await browser.OpenAsync("/account/email");
        await browser.SubmitAsync(("Address", "ALICE@example.com"));
        Assert.EndsWith("/account/email?done=sent", browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await _provider.RegisterAsync("forged.address");
        using var browser = await _provider.SignInAsync("forged.address");
        using var answer = await _provider.PostAsync(browser, "/account/email?handler=Change", ("Address", "forged.new@example.com"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
