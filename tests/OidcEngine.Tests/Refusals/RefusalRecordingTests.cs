using System.Text.Json;
using OidcEngine.Refusals;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Refusals;

/// <summary>Each refused request is handed to the host, once, and no secret goes along.</summary>
public sealed class RefusalRecordingTests
{
    private const string Canary = "canary-7f3a";

    [Fact]
    public async Task A_request_shown_as_an_error_is_recorded_under_the_code_that_is_shown()
    {
        string? shown = null;
        await using var host = await EngineHost.StartAsync(onRefusal: refusal => shown = refusal.SupportCode);

        using var response = await host.GetAsync(AuthorizeRequest.Of(TestClients.Spa).With("redirect_uri", "https://evil.example/").Url);

        var request = Assert.Single(host.Refusals.Taken);
        Assert.Equal((shown, "/connect/authorize", "spa"), (request.SupportCode, request.Endpoint, request.ClientId));
        Assert.Equal(("invalid_request", host.Time.GetUtcNow()), (request.Error.Code, request.OccurredAt));
        Assert.Equal("https://evil.example/", Of(request, "redirect_uri").Value);
    }

    [Theory]
    [InlineData("/connect/token")]
    [InlineData("/connect/introspect")]
    [InlineData("/connect/revocation")]
    public async Task A_program_finds_the_code_in_a_header(string path)
    {
        await using var host = await EngineHost.StartAsync();

        var answer = await host.CallAsync(TestClients.FirstParty, path);

        Assert.Equal(400, answer.Status);
        var request = Assert.Single(host.Refusals.Taken);
        Assert.Equal((path, "first", answer.Header("X-Support-Code")), (request.Endpoint, request.ClientId, request.SupportCode));
    }

    [Fact]
    public async Task A_refused_access_token_is_recorded_and_a_bare_challenge_is_not()
    {
        await using var host = await EngineHost.StartAsync();

        using var bare = await host.GetAsync("/connect/userinfo");
        Assert.Empty(host.Refusals.Taken);
        var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new("Bearer", Canary);
        using var refused = await host.SendAsync(request);

        var taken = Assert.Single(host.Refusals.Taken);
        Assert.Equal(("/connect/userinfo", "invalid_token"), (taken.Endpoint, taken.Error.Code));
        Assert.DoesNotContain(Canary, Text(taken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_and_what_may_be_one_are_left_out_and_their_length_stays()
    {
        await using var host = await EngineHost.StartAsync();
        (string Name, string Value)[] form =
        [
            ("grant_type", "authorization_code"), ("code", Canary + 1), ("code_verifier", Canary + 2), ("client_secret", Canary + 3),
            ("refresh_token", Canary + 4), ("client_assertion", Canary + 5), ("id_token_hint", Canary + 6), ("login_hint", Canary + 7),
            ("password", Canary + 8), ("state", Canary + 9), ("client-secret", Canary + 10), ("request", Canary + 11),
            ("request_uri", Canary + 12), ("device_code", Canary + 13), ("user_code", Canary + 14), ("token", Canary + 15),
            ("code_challenge", Canary + 16), (Canary, Canary + 17), ("claims", Canary + 18), ("logout_hint", Canary + 19),
            ("redirect_uri", "https://first.example/wrong"),
        ];

        using var response = await host.PostAsync("/connect/token", form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));

        var request = Assert.Single(host.Refusals.Taken);
        Assert.DoesNotContain(Canary, Text(request), StringComparison.Ordinal);
        Assert.Equal("https://first.example/wrong", Of(request, "redirect_uri").Value);
        Assert.Equal((null, Canary.Length + 1), (Of(request, "code").Value, Of(request, "code").Length));
        Assert.Equal("?", request.Parameters.Single(parameter => parameter.Length == Canary.Length + 2 && parameter.Name == "?").Name);
    }

    [Fact]
    public async Task What_is_shown_is_cut_and_holds_no_control_character()
    {
        await using var host = await EngineHost.StartAsync();
        var scope = "a\u0001\r\n" + string.Concat(Enumerable.Repeat("\U0001F600", 400));

        using var response = await host.GetAsync(AuthorizeRequest.Of(TestClients.Spa).With("redirect_uri", "x").With("scope", scope).Url);

        var parameter = Of(Assert.Single(host.Refusals.Taken), "scope");
        Assert.StartsWith("a\uFFFD\uFFFD\uFFFD\U0001F600", parameter.Value, StringComparison.Ordinal);
        Assert.True(parameter.Value!.Length <= 500);
        Assert.Equal(scope.Length, parameter.Length);
        Assert.False(char.IsHighSurrogate(parameter.Value[^1]));
    }

    [Fact]
    public async Task Everyday_answers_are_not_recorded()
    {
        await using var host = await EngineHost.StartAsync();

        using var silent = await host.GetAsync(AuthorizeRequest.Of(TestClients.Spa).With("prompt", "none").Url);

        Assert.Equal("login_required", silent.Parameters()["error"]);
        Assert.Empty(host.Refusals.Taken);
    }

    private static ShownParameter Of(RefusedRequest request, string name) => request.Parameters.Single(parameter => parameter.Name == name);

    private static string Text(RefusedRequest request) => JsonSerializer.Serialize(request);
}
