using System.Net;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Pages;

[Collection(PagesOfOneProvider.Name)]
public sealed class RegisterTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task A_new_person_can_sign_in_at_once()
    {
        await _provider.RegisterAsync("nora.new");
        using var browser = await _provider.SignInAsync("nora.new");
        Assert.Contains("nora.new", (await browser.OpenAsync("/account")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_gets_the_answer_of_a_new_one()
    {
        using var fresh = await SendAsync("first.with.address", "shared@example.com");
        using var taken = await SendAsync("second.with.address", "SHARED@example.com");

        Assert.Equal(HttpStatusCode.SeeOther, fresh.StatusCode);
        Assert.Equal(fresh.StatusCode, taken.StatusCode);
        Assert.Equal(fresh.Headers.Location, taken.Headers.Location);
    }

    [Fact]
    public async Task A_taken_name_is_said_to_be_taken()
    {
        using var answer = await SendAsync("ALICE", "another.alice@example.com");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("This user name is taken", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short.password", "Ab1$", "Password")]
    [InlineData("no.symbol", "Passw0rdPassw0rd", "Password")]
    [InlineData("_starts.wrong", Demo.OwnPassword, "UserName")]
    [InlineData("two.scriptsа", Demo.OwnPassword, "UserName")]
    public async Task What_is_wrong_is_said_beside_the_field(string userName, string password, string field)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/register");
        await browser.SubmitAsync(("UserName", userName), ("Email", "someone@example.com"), ("Password", password));

        Assert.NotNull(browser.Page.QuerySelector($"#{field}-error"));
        Assert.Equal($"{_provider.Issuer}/register", browser.Location.ToString());
    }

    [Fact]
    public async Task A_form_without_its_token_makes_nobody()
    {
        using var browser = _provider.NewBrowser();
        using var answer = await _provider.PostAsync(
            browser, "/register", ("UserName", "forged"), ("Email", "forged@example.com"), ("Password", Demo.OwnPassword));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("Roles", "admin")]
    [InlineData("EmailVerified", "true")]
    [InlineData("Id", "00000000-0000-0000-0000-000000000001")]
    public async Task Fields_that_the_form_does_not_have_change_nothing(string field, string value)
    {
        var userName = $"plain.{field.ToLowerInvariant()}";
        using var answer = await SendAsync(userName, $"{userName}@example.com", (field, value));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);

        using var browser = await _provider.SignInAsync(userName);
        await browser.OpenAsync("/account");
        Assert.Contains("Not verified", browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", browser.Body, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(string userName, string email, params (string Field, string Value)[] more)
    {
        using var browser = _provider.NewBrowser();
        await browser.OpenAsync($"{_provider.Issuer}/register");
        return await _provider.PostAsync(browser, "/register", [
            ("UserName", userName), ("Email", email), ("Password", Demo.OwnPassword), ("__RequestVerificationToken", browser.Token()), .. more]);
    }
}
