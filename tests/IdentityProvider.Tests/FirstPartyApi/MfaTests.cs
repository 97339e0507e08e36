using System.Net;
using System.Text.Json.Nodes;
using IdentityProvider.Tests.Hosting;
using IdentityProvider.Tests.Passkeys;
using TestKit.SecondFactors;

namespace IdentityProvider.Tests.FirstPartyApi;

[Collection(AppsOfOneProvider.Name)]
public sealed class MfaTests(AppProvider shared)
{
    private const string Verify = "/v1/auth/verify-mfa";

    private readonly Provider _provider = shared.Provider;

    [Fact]
    public async Task An_authenticator_app_is_set_up_asked_for_and_removed()
    {
        var (person, app, codes) = await EnrolAsync("mfa-life");
        using var first = person;
        Assert.Equal(10, codes.Count);
        Assert.Equal("aal2", App.Claims(person.AccessToken!).GetProperty("acr").GetString());
        Assert.True(await person.IsAliveAsync());

        using var later = shared.NewApp();
        var asked = await later.PostAsync("/v1/auth/login", new { username = "mfa-life", password = Demo.OwnPassword });
        Assert.True(asked.Data.GetProperty("mfa_required").GetBoolean());
        Assert.False(asked.Data.TryGetProperty("access_token", out _));
        Assert.Null(asked.CookieLine);
        Assert.Equal(["totp", "recovery_code"], asked.Data.GetProperty("methods").EnumerateArray().Select(method => method.GetString()));
        later.Keep(await later.PostAsync(Verify, new { mfa_token = TokenOf(asked), method = "totp", code = await app.NextAsync() }));
        Assert.Equal(["mfa", "otp", "pwd"], App.Claims(later.AccessToken!).GetProperty("amr").EnumerateArray().Select(one => one.GetString()).Order());

        var (token, elsewhere) = (later.AccessToken, await later.PostAsync("/v1/auth/disable-mfa", new { }));
        later.Keep(elsewhere);
        Assert.False(await later.IsAliveAsync(token));
        Assert.False(await person.IsAliveAsync()); // the other session has ended
        using var plain = shared.NewApp();
        Assert.False((await plain.PostAsync("/v1/auth/login", new { username = "mfa-life", password = Demo.OwnPassword })).Data.GetProperty("mfa_required").GetBoolean());
    }

    [Fact]
    public async Task Setting_up_shows_the_key_in_three_ways_and_a_wrong_code_changes_nothing()
    {
        await _provider.RegisterAsync("mfa-wrong");
        using var person = shared.NewApp();
        await person.SignInAsync("mfa-wrong");
        var begun = (await person.PostAsync("/v1/auth/enable-mfa", new { })).Data;

        Assert.StartsWith("otpauth://totp/", begun.GetProperty("otpauth_uri").GetString(), StringComparison.Ordinal);
        Assert.Contains($"secret={begun.GetProperty("secret").GetString()}", begun.GetProperty("otpauth_uri").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", begun.GetProperty("qr_svg").GetString(), StringComparison.Ordinal);
        var id = begun.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.BadRequest, (await person.PostAsync("/v1/auth/enable-mfa", new { id, code = "00000x" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await person.PostAsync("/v1/auth/enable-mfa", new { id = "other", code = "000000" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await person.PostAsync("/v1/auth/enable-mfa", new { code = "000000" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await person.PostAsync("/v1/auth/disable-mfa", new { })).Status);
        Assert.True(await person.IsAliveAsync());
    }

    [Fact]
    public async Task A_recovery_code_is_good_once()
    {
        var (person, _, codes) = await EnrolAsync("mfa-recovers");
        person.Dispose();
        using var app = shared.NewApp();
        app.Keep(await app.PostAsync(Verify, new { mfa_token = await BeginAsync(app, "mfa-recovers"), method = "recovery_code", code = codes[0] }));

        using var again = shared.NewApp();
        var used = await again.PostAsync(Verify, new { mfa_token = await BeginAsync(again, "mfa-recovers"), method = "recovery_code", code = codes[0] });
        Assert.Equal("invalid_code", used.Error);
    }

    [Fact]
    public async Task A_passkey_is_asked_for_its_challenge_and_answers_once()
    {
        var (device, browser) = await _provider.WithPasskeyAsync("mfa-passkey");
        using var authenticator = device;
        browser.Dispose();
        var (person, _, _) = await EnrolAsync("mfa-passkey", isNew: false);
        person.Dispose();
        using var app = shared.NewApp();
        var token = await BeginAsync(app, "mfa-passkey");
        var options = await app.PostAsync(Verify + "/passkey-options", new { mfa_token = token });
        var credential = JsonNode.Parse(device.Get(options.Data.GetProperty("public_key").GetRawText()));

        using var other = shared.NewApp();
        var otherToken = await BeginAsync(other, "mfa-passkey");
        Assert.Equal("invalid_code", (await other.PostAsync(Verify, new { mfa_token = otherToken, method = "passkey", credential })).Error);
        app.Keep(await app.PostAsync(Verify, new { mfa_token = token, method = "passkey", credential }));
        Assert.Equal("aal2", App.Claims(app.AccessToken!).GetProperty("acr").GetString());
        Assert.NotEqual(HttpStatusCode.OK, (await app.PostAsync(Verify, new { mfa_token = token, method = "passkey", credential })).Status);
    }

    [Fact]
    public async Task A_token_of_the_first_step_is_nothing_else()
    {
        var (person, app, _) = await EnrolAsync("mfa-partial");
        person.Dispose();
        using var caller = shared.NewApp();
        var token = await BeginAsync(caller, "mfa-partial");

        caller.AccessToken = token;
        Assert.False(await caller.IsAliveAsync());
        Assert.Equal("invalid_token", (await caller.PostAsync("/v1/auth/enable-mfa", new { })).Error);
        (caller.AccessToken, caller.RefreshCookie) = (null, token);
        Assert.Equal("invalid_refresh_token", (await caller.RefreshAsync()).Error);
        caller.RefreshCookie = null;

        var code = await app.NextAsync();
        caller.Keep(await caller.PostAsync(Verify, new { mfa_token = token, method = "totp", code }));
        Assert.Equal("invalid_mfa_token", (await caller.PostAsync(Verify, new { mfa_token = token, method = "totp", code = await app.NextAsync() })).Error);
    }

    [Fact]
    public async Task Of_many_who_send_the_same_code_at_once_one_gets_in()
    {
        var (person, app, _) = await EnrolAsync("mfa-parallel");
        person.Dispose();
        using var caller = shared.NewApp();
        var (token, code) = (await BeginAsync(caller, "mfa-parallel"), await app.NextAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => caller.PostAsync(Verify, new { mfa_token = token, method = "totp", code })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
    }

    [Fact]
    public async Task The_code_of_one_person_is_not_anothers()
    {
        var (first, own, _) = await EnrolAsync("mfa-own");
        first.Dispose();
        var (second, foreign, _) = await EnrolAsync("mfa-foreign");
        second.Dispose();
        using var caller = shared.NewApp();
        var token = await BeginAsync(caller, "mfa-own");
        Assert.Equal("invalid_code", (await caller.PostAsync(Verify, new { mfa_token = token, method = "totp", code = await foreign.NextAsync() })).Error);
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync(Verify, new { mfa_token = token, method = "totp", code = await own.NextAsync() })).Status);
    }

    [Theory]
    [InlineData("""{"mfa_token":"x","method":"totp"}""")]
    [InlineData("""{"mfa_token":"x","method":"sms","code":"1"}""")]
    [InlineData("""{"mfa_token":"x","method":"passkey","code":"1"}""")]
    [InlineData("""{"mfa_token":"x","method":"passkey","credential":"text"}""")]
    [InlineData("""{"mfa_token":"x","method":"totp","code":"1","credential":{}}""")]
    [InlineData("""{"mfa_token":"x","method":"totp","code":"1","user_id":"019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"}""")]
    [InlineData("""{"method":"totp","code":"1"}""")]
    public async Task A_step_that_is_not_one_is_refused(string body)
    {
        using var app = shared.NewApp();
        using var content = new StringContent(body, null, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.SendAsync(Verify, content)).Status);
    }

    [Fact]
    public async Task A_token_that_was_never_made_waits_for_nothing()
    {
        using var app = shared.NewApp();
        foreach (var path in new[] { Verify + "/email-code", Verify + "/passkey-options" })
            Assert.Equal("invalid_mfa_token", (await app.PostAsync(path, new { mfa_token = "x" })).Error);
        Assert.Equal("invalid_mfa_token", (await app.PostAsync(Verify, new { mfa_token = new string('A', 43), method = "totp", code = "000000" })).Error);
    }

    private async Task<(App Person, AuthenticatorApp App, IReadOnlyList<string> Codes)> EnrolAsync(string userName, bool isNew = true)
    {
        if (isNew) await _provider.RegisterAsync(userName);
        var person = shared.NewApp();
        await person.SignInAsync(userName);
        var begun = (await person.PostAsync("/v1/auth/enable-mfa", new { })).Data;
        var app = new AuthenticatorApp(begun.GetProperty("secret").GetString()!);
        var confirmed = await person.PostAsync("/v1/auth/enable-mfa", new { id = begun.GetProperty("id").GetString(), code = await app.NextAsync() });
        person.Keep(confirmed);
        return (person, app, [.. confirmed.Data.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    private static async Task<string> BeginAsync(App app, string userName) =>
        TokenOf(await app.PostAsync("/v1/auth/login", new { username = userName, password = Demo.OwnPassword }));

    private static string TokenOf(Answer answer) => answer.Data.GetProperty("mfa_token").GetString()!;
}
