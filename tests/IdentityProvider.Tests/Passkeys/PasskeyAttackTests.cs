using System.Net;
using System.Text;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;
using TestKit.Passkeys;

namespace IdentityProvider.Tests.Passkeys;

[Collection(PagesOfOneProvider.Name)]
public sealed class PasskeyAttackTests(SharedProvider shared) : IAsyncLifetime
{
    private static int _count;

    private readonly Provider _provider = shared.Provider;
    private SoftwareAuthenticator _device = null!;
    private ScriptlessBrowser _owner = null!;
    private ScriptlessBrowser _browser = null!;

    public static TheoryData<string> Wrongs => [.. WrongAnswers.Keys];

    // WebAuthn §7.2, by step.
    private static readonly Dictionary<string, WrongAnswer> WrongAnswers = new(StringComparer.Ordinal)
    {
        ["another passkey's id"] = new() { CredentialId = [1, 2, 3] }, // 6
        ["nobody's user handle"] = new() { UserHandle = "bm9ib2R5" }, // 6
        ["no user handle"] = new() { LeavesOutUserHandle = true }, // 6
        ["data for making a passkey"] = new() { Type = "webauthn.create" }, // 10
        ["a challenge of its own"] = new() { Challenge = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }, // 11
        ["an empty challenge"] = new() { Challenge = "" },
        ["another origin"] = new() { Origin = "https://evil.example" }, // 12
        ["an origin below ours"] = new() { Origin = "https://localhost.evil.example" },
        ["our host without TLS"] = new() { Origin = "http://localhost" },
        ["our host on another port"] = new() { Origin = "https://localhost:1" },
        ["our host in capitals"] = new() { Origin = "HTTPS://LOCALHOST" },
        ["no origin"] = new() { Origin = "null" },
        ["a frame in another site"] = new() { TopOrigin = "https://evil.example" }, // 13, 14
        ["another domain"] = new() { Domain = "evil.example" }, // 15
        ["nobody present"] = new() { IsUserPresent = false }, // 16
        ["nobody verified"] = new() { IsUserVerified = false }, // 17
        ["a passkey that may suddenly be copied"] = new() { FlipsBackupEligibility = true }, // 19
        ["an empty signature"] = new() { Signature = [] }, // 21
        ["a signature of zeros"] = new() { Signature = [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00] },
        ["data changed after signing"] = new() { AfterSigning = data => [.. data[..^1], .. " }"u8] },
        ["data in front of which something was put"] = new() { AfterSigning = data => [.. "\uFEFF"u8, .. data] },
        ["the counter of before"] = new() { Counter = 1 }, // 22
    };

    public async ValueTask InitializeAsync()
    {
        (_device, _owner) = await _provider.WithPasskeyAsync($"attacked{Interlocked.Increment(ref _count)}");
        _browser = await _provider.OnSignInPageAsync();
    }

    public ValueTask DisposeAsync()
    {
        _device.Dispose();
        _owner.Dispose();
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(Wrongs))]
    public async Task A_wrong_answer_signs_nobody_in_and_all_are_refused_alike(string what)
    {
        using var wrong = await _provider.SignInByPasskeyAsync(_browser, _device, WrongAnswers[what]);
        using var unknown = await _provider.PostCredentialAsync(_browser, "{}");

        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.False(wrong.HasSession());
        Assert.Equal(
            Asking.WithoutTokens(await unknown.Content.ReadAsStringAsync()), Asking.WithoutTokens(await wrong.Content.ReadAsStringAsync()));

        using var right = await _provider.SignInByPasskeyAsync(_browser, _device);
        Assert.True(right.HasSession());
    }

    [Fact]
    public async Task An_answer_counts_once_also_when_it_comes_twice_at_once()
    {
        var answer = _device.Get(await _provider.OptionsAsync(_browser, PasskeyBrowsing.SignInOptions));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var outcome = await _provider.PostCredentialAsync(_browser, answer);
            return outcome.HasSession();
        }));
        using var later = await _provider.PostCredentialAsync(_browser, answer);

        Assert.Single(outcomes, signedIn => signedIn);
        Assert.False(later.HasSession());
    }

    [Fact]
    public async Task A_challenge_of_another_browser_is_answered_by_none()
    {
        using var attacker = await _provider.OnSignInPageAsync();
        var answer = _device.Get(await _provider.OptionsAsync(_browser, PasskeyBrowsing.SignInOptions));

        using var stolen = await _provider.PostCredentialAsync(attacker, answer);
        await _provider.OptionsAsync(attacker, PasskeyBrowsing.SignInOptions); // with a cookie of its own, too
        using var again = await _provider.PostCredentialAsync(attacker, answer);
        using var own = await _provider.PostCredentialAsync(_browser, answer);

        Assert.Equal((false, false, true), (stolen.HasSession(), again.HasSession(), own.HasSession()));
    }

    [Fact]
    public async Task A_challenge_to_make_a_passkey_signs_nobody_in_and_the_other_way_round()
    {
        await _owner.OpenAsync($"{_provider.Issuer}/account/passkeys");
        var toRegister = await _provider.OptionsAsync(_owner, PasskeyBrowsing.RegistrationOptions);
        using var signIn = await _provider.PostCredentialAsync(
            _owner, _device.Get(toRegister.Replace("\"rp\":", "\"rpId\":\"localhost\",\"rp\":", StringComparison.Ordinal)));
        Assert.False(signIn.HasSession());

        var toSignIn = await _provider.OptionsAsync(_owner, PasskeyBrowsing.SignInOptions);
        using var second = new SoftwareAuthenticator(_provider.Issuer);
        await _owner.SubmitAsync(("credential", second.Create(toSignIn.Replace(
            "\"rpId\":", $"\"rp\":{{\"id\":\"localhost\"}},\"user\":{{\"id\":\"{_device.UserHandle}\"}},\"rpId\":", StringComparison.Ordinal))));
        Assert.Contains("was not added", _owner.Page.QuerySelector(".alert-danger")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passkey_of_one_person_is_not_taken_for_another_s()
    {
        var (mallory, browser) = await _provider.WithPasskeyAsync($"mallory.of.attacked{Interlocked.Increment(ref _count)}");
        using var answer = await _provider.SignInByPasskeyAsync(_browser, mallory, new WrongAnswer { UserHandle = _device.UserHandle });
        using var other = await _provider.SignInByPasskeyAsync(_browser, mallory, new WrongAnswer { CredentialId = _device.CredentialId, UserHandle = _device.UserHandle });

        Assert.False(answer.HasSession());
        Assert.False(other.HasSession());
        mallory.Dispose();
        browser.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"response\":null}")]
    [InlineData("{\"response\":{\"clientDataJSON\":\"!\"}}")]
    [InlineData("{\"response\":{\"clientDataJSON\":\"eyJjaGFsbGVuZ2UiOjF9\"}}")]
    [InlineData("{\"response\":{\"clientDataJSON\":{}}}")]
    [InlineData("\ud83d")]
    public async Task What_is_no_answer_breaks_nothing(string credential)
    {
        using var answer = await _provider.PostCredentialAsync(_browser, credential);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.HasSession());
    }

    [Fact]
    public async Task A_huge_answer_is_not_read()
    {
        using var answer = await _provider.PostCredentialAsync(_browser, new string('x', 60_000));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(PasskeyBrowsing.SignInOptions)]
    [InlineData(PasskeyBrowsing.RegistrationOptions)]
    [InlineData("/passkeys/second-step-options")]
    public async Task Another_site_gets_no_options(string path)
    {
        using var foreign = await _provider.OnSignInPageAsync();
        using var client = _provider.NewClient(_owner.Cookies);
        using var without = await client.PostAsync(path, null);
        using var json = await client.PostAsync(path, new StringContent("{}", Encoding.UTF8, "application/json"));
        using var others = await _provider.AskForOptionsAsync(_owner, path, foreign.Token());

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, others.StatusCode);
    }

    [Fact]
    public async Task Another_site_signs_nobody_in()
    {
        var answer = _device.Get(await _provider.OptionsAsync(_browser, PasskeyBrowsing.SignInOptions));
        using var outcome = await _provider.PostAsync(_browser, "/sign-in/passkey", ("credential", answer));
        Assert.Equal(HttpStatusCode.BadRequest, outcome.StatusCode);
        Assert.False(outcome.HasSession());
    }

    [Fact]
    public async Task Strangers_and_who_waits_for_nothing_get_no_options_but_those_to_sign_in()
    {
        using var registration = await _provider.AskForOptionsAsync(_browser, PasskeyBrowsing.RegistrationOptions);
        using var step = await _provider.AskForOptionsAsync(_browser, "/passkeys/second-step-options");
        Assert.Equal(HttpStatusCode.Unauthorized, registration.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, step.StatusCode);
    }
}
