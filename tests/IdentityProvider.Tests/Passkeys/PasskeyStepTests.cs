using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Browsing;
using TestKit.Passkeys;

namespace IdentityProvider.Tests.Passkeys;

/// <summary>A passkey as the second step, asked for by an app that wants two factors.</summary>
[Collection(PagesOfOneProvider.Name)]
public sealed class PasskeyStepTests(SharedProvider shared) : IAsyncLifetime
{
    private const string StepOptions = "/passkeys/second-step-options";

    private static int _count;

    private readonly Provider _provider = shared.Provider;
    private SoftwareAuthenticator _device = null!;
    private ScriptlessBrowser _owner = null!;
    private ScriptlessBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        var name = $"stepper{Interlocked.Increment(ref _count)}";
        (_device, _owner) = await _provider.WithPasskeyAsync(name);
        _browser = _provider.NewBrowser();
        await _browser.OpenAsync(_provider.Authorize("house", more: "&acr_values=aal2"));
        await _browser.SubmitAsync(("UserName", name), ("Password", Demo.OwnPassword));
        Assert.Equal("/second-step/passkey", _browser.Location.AbsolutePath);
    }

    public ValueTask DisposeAsync()
    {
        _device.Dispose();
        _owner.Dispose();
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_passkey_of_the_person_completes_the_sign_in_and_leads_to_the_app()
    {
        var options = await _provider.OptionsAsync(_browser, StepOptions);
        Assert.Contains($"\"id\":\"{System.Buffers.Text.Base64Url.EncodeToString(_device.CredentialId)}\"", options, StringComparison.Ordinal);

        await _browser.SubmitAsync(("credential", _device.Get(options)));

        Assert.Equal("house.test", _browser.Location.Host);
        Assert.Contains("code=", _browser.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passkey_of_somebody_else_does_not()
    {
        var (mallory, browser) = await _provider.WithPasskeyAsync($"stepper.mallory{Interlocked.Increment(ref _count)}");
        var answer = mallory.Get(await _provider.OptionsAsync(_browser, StepOptions));

        using var refused = await StepAsync(answer);

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.False(refused.HasSession());
        Assert.Contains("could not be used", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        mallory.Dispose();
        browser.Dispose();
    }

    [Fact]
    public async Task An_answer_counts_once_also_when_it_comes_twice_at_once()
    {
        var answer = _device.Get(await _provider.OptionsAsync(_browser, StepOptions));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var outcome = await StepAsync(answer);
            return outcome.HasSession();
        }));
        Assert.Single(outcomes, signedIn => signedIn);
    }

    [Fact]
    public async Task A_challenge_of_the_step_and_one_to_sign_in_are_not_taken_for_each_other()
    {
        using var step = await StepAsync(_device.Get(await _provider.OptionsAsync(_browser, PasskeyBrowsing.SignInOptions)));
        using var signIn = await _provider.PostCredentialAsync(_browser, _device.Get(await _provider.OptionsAsync(_browser, StepOptions)));
        Assert.Equal((false, false), (step.HasSession(), signIn.HasSession()));
    }

    [Theory]
    [InlineData("https://evil.example", true)]
    [InlineData(null, false)]
    public async Task A_wrong_answer_leaves_the_step_open(string? origin, bool isVerified)
    {
        var wrong = _device.Get(await _provider.OptionsAsync(_browser, StepOptions), new WrongAnswer { Origin = origin, IsUserVerified = isVerified });
        using var refused = await StepAsync(wrong);
        using var right = await StepAsync(_device.Get(await _provider.OptionsAsync(_browser, StepOptions)));
        Assert.Equal((false, true), (refused.HasSession(), right.HasSession()));
    }

    [Fact]
    public async Task Who_waits_for_no_second_step_begins_anew()
    {
        using var stranger = _provider.NewBrowser();
        await stranger.OpenAsync($"{_provider.Issuer}/second-step/passkey");
        Assert.Equal("/sign-in", stranger.Location.AbsolutePath);
    }

    [Fact]
    public async Task When_the_passkey_is_removed_meanwhile_the_sign_in_ends()
    {
        var answer = _device.Get(await _provider.OptionsAsync(_browser, StepOptions));
        await _owner.OpenAsync($"{_provider.Issuer}/account/passkeys");
        await _owner.OpenAsync(_owner.Page.QuerySelector("a[href*='passkeys/edit']")!.GetAttribute("href")!);
        await _owner.SubmitAsync(_owner.Page.Forms.Single(form => form.Action.Contains("Remove", StringComparison.Ordinal)));

        using var late = await StepAsync(answer);
        Assert.Equal("/sign-in", late.Headers.Location?.ToString());
        Assert.False(late.HasSession());
    }

    private Task<HttpResponseMessage> StepAsync(string answer) => _provider.PostAsync(
        _browser, "/second-step/passkey", ("credential", answer), ("__RequestVerificationToken", _browser.Token()));
}
