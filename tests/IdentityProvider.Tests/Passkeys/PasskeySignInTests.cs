using System.Net;
using System.Text.Json;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.Passkeys;

[Collection(PagesOfOneProvider.Name)]
public sealed class PasskeySignInTests(SharedProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Theory]
    [InlineData("?returnUrl=%2Faccount%2Fdevices", "/account/devices")]
    [InlineData("?returnUrl=https%3A%2F%2Fevil.example%2F", "/")]
    [InlineData("", "/")]
    public async Task A_passkey_signs_in_without_a_name_and_leads_to_the_return_url(string query, string target)
    {
        var (device, made) = await _provider.WithPasskeyAsync($"passkey.{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^12..]}");
        using var browser = await _provider.OnSignInPageAsync(query);
        using var answer = await _provider.SignInByPasskeyAsync(browser, device, query: query);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(target, answer.Headers.Location?.ToString());
        await browser.OpenAsync($"{_provider.Issuer}/account");
        Assert.Equal("/account", browser.Location.AbsolutePath);
        device.Dispose();
        made.Dispose();
    }

    [Fact]
    public async Task The_options_are_the_same_for_everybody_and_take_no_name()
    {
        using var browser = await _provider.OnSignInPageAsync();
        using var first = JsonDocument.Parse(await _provider.OptionsAsync(browser, PasskeyBrowsing.SignInOptions));
        using var second = JsonDocument.Parse(await _provider.OptionsAsync(browser, PasskeyBrowsing.SignInOptions + "?username=alice"));

        Assert.NotEqual(first.RootElement.GetProperty("challenge").GetString(), second.RootElement.GetProperty("challenge").GetString());
        foreach (var options in new[] { first.RootElement, second.RootElement })
        {
            Assert.Equal("localhost", options.GetProperty("rpId").GetString());
            Assert.Equal("required", options.GetProperty("userVerification").GetString());
            Assert.Empty(options.GetProperty("allowCredentials").EnumerateArray());
        }
    }

    [Fact]
    public async Task The_cookie_of_challenges_is_closed_short_and_opens_nothing()
    {
        using var browser = await _provider.OnSignInPageAsync();
        using var answer = await _provider.AskForOptionsAsync(browser, PasskeyBrowsing.SignInOptions);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-identity-passkey=", StringComparison.Ordinal));
        foreach (var attribute in new[] { "httponly", "secure", "samesite=strict", "path=/", "max-age=600" })
            Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("/sign-in", (await browser.OpenAsync($"{_provider.Issuer}/account")).Location.AbsolutePath);
    }

    [Fact]
    public async Task Two_tabs_may_ask_at_once_and_either_answer_counts()
    {
        var (device, made) = await _provider.WithPasskeyAsync("two.tabs");
        using var browser = await _provider.OnSignInPageAsync();
        var first = await _provider.OptionsAsync(browser, PasskeyBrowsing.SignInOptions);
        await _provider.OptionsAsync(browser, PasskeyBrowsing.SignInOptions);

        using var answer = await _provider.PostCredentialAsync(browser, device.Get(first));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        device.Dispose();
        made.Dispose();
    }

    [Fact]
    public async Task Browsers_read_which_origins_may_use_the_passkeys()
    {
        using var client = _provider.NewClient();
        using var answer = await client.GetAsync("/.well-known/webauthn");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal([_provider.Issuer], document.RootElement.GetProperty("origins").EnumerateArray().Select(origin => origin.GetString()));
    }

    [Fact]
    public async Task Another_account_of_the_same_browser_gets_a_session_of_its_own()
    {
        var (device, made) = await _provider.WithPasskeyAsync("planted.passkey");
        using var attacker = await _provider.SignInAsync("bob");
        var planted = attacker.Cookies.GetCookies(new Uri(_provider.Issuer))["__Host-identity"]!.Value;
        await attacker.OpenAsync($"{_provider.Issuer}/sign-in/passkey");

        using var answer = await _provider.SignInByPasskeyAsync(attacker, device);

        Assert.True(answer.HasSession());
        Assert.NotEqual(planted, attacker.Cookies.GetCookies(new Uri(_provider.Issuer))["__Host-identity"]!.Value);
        device.Dispose();
        made.Dispose();
    }
}
