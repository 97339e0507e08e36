using System.Net;
using System.Text.Json;
using Jose;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.EndSession;
using OidcEngine.Http;
using OidcEngine.Keys;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.EndSession;

/// <summary>OIDC Back-Channel Logout 1.0 §2.4 to §2.8.</summary>
public sealed class BackChannelLogoutTests
{
    private static readonly LogoutNotice Notice = new("first", "alice", Guid.Parse("0195a1b2-0000-7000-8000-000000000001"));

    [Fact] // §2.4
    public async Task The_logout_token_says_who_signed_out_of_what()
    {
        var client = new RecordingHandler(HttpStatusCode.OK);
        await using var host = await StartAsync(client);

        Assert.IsType<LogoutDelivery.Delivered>(await SendAsync(host));

        var token = await ReadAsync(host, client.Tokens.Single());
        Assert.Equal("logout+jwt", token.Type);
        Assert.Equal("RS256", token.Algorithm);
        Assert.Equal(EngineHost.Issuer, token.Issuer);
        Assert.Equal("alice", token.Subject);
        Assert.Equal(["first"], token.Audiences);
        Assert.Equal(Notice.SessionId.ToString(), token.String("sid"));
        Assert.Equal(host.Time.GetUtcNow(), token.IssuedAt);
        Assert.Equal(host.Time.GetUtcNow() + TimeSpan.FromMinutes(2), token.Expires);
        var events = token.Claims.GetProperty("events");
        Assert.Equal(JsonValueKind.Object, events.GetProperty("http://schemas.openid.net/event/backchannel-logout").ValueKind);
        Assert.False(token.Claims.TryGetProperty("nonce", out _)); // §2.4: prohibited
    }

    [Fact] // §2.5
    public async Task It_is_posted_as_a_form_to_the_registered_address()
    {
        var client = new RecordingHandler(HttpStatusCode.OK);
        await using var host = await StartAsync(client);

        await SendAsync(host);

        var request = client.Requests.Single();
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("https://first.example/backchannel", request.RequestUri!.OriginalString);
        Assert.Equal("application/x-www-form-urlencoded", client.ContentTypes.Single());
    }

    [Fact]
    public async Task Each_attempt_has_a_token_of_its_own()
    {
        var client = new RecordingHandler(HttpStatusCode.OK);
        await using var host = await StartAsync(client);

        await SendAsync(host);
        host.Time.Advance(TimeSpan.FromHours(1));
        await SendAsync(host);

        var first = await ReadAsync(host, client.Tokens[0]);
        var second = await ReadAsync(host, client.Tokens[1]);
        Assert.NotEqual(first.Id, second.Id);
        Assert.True(second.Expires > host.Time.GetUtcNow());
    }

    [Fact] // §2.4: the algorithm that the client registered for id_tokens
    public async Task The_token_is_signed_as_the_client_s_id_tokens_are()
    {
        var client = new RecordingHandler(HttpStatusCode.OK);
        await using var host = await StartAsync(client);
        host.Clients.Change("first", registered => registered with { IdTokenSignedResponseAlg = "ES256" });

        await SendAsync(host);

        Assert.Equal("ES256", (await ReadAsync(host, client.Tokens.Single())).Algorithm);
    }

    [Theory] // §2.8
    [InlineData(HttpStatusCode.OK, true)]
    [InlineData(HttpStatusCode.NoContent, true)]
    [InlineData(HttpStatusCode.Accepted, false)]
    [InlineData(HttpStatusCode.Found, false)]
    [InlineData(HttpStatusCode.BadRequest, false)]
    [InlineData(HttpStatusCode.NotFound, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, false)]
    public async Task Only_200_and_204_are_a_confirmation(HttpStatusCode answer, bool delivered)
    {
        await using var host = await StartAsync(new RecordingHandler(answer));

        var delivery = await SendAsync(host);

        if (delivered) Assert.IsType<LogoutDelivery.Delivered>(delivery);
        else Assert.Equal($"The client answered {(int)answer}.", Assert.IsType<LogoutDelivery.Failed>(delivery).Reason);
    }

    [Fact]
    public async Task A_client_that_cannot_be_reached_is_a_failure_to_be_tried_again()
    {
        await using var host = await StartAsync(new RecordingHandler(new HttpRequestException("No route.")));
        Assert.Equal("No route.", Assert.IsType<LogoutDelivery.Failed>(await SendAsync(host)).Reason);
    }

    [Fact]
    public async Task A_client_that_does_not_answer_in_time_is_a_failure_to_be_tried_again()
    {
        await using var host = await StartAsync(new RecordingHandler(new TaskCanceledException()));
        Assert.IsType<LogoutDelivery.Failed>(await SendAsync(host));
    }

    [Fact]
    public async Task A_client_that_is_gone_or_wants_no_notices_is_not_called()
    {
        var client = new RecordingHandler(HttpStatusCode.OK);
        await using var host = await StartAsync(client);

        host.Clients.Change("first", registered => registered with { BackchannelLogoutUri = null });
        Assert.IsType<LogoutDelivery.NotWanted>(await SendAsync(host));
        host.Clients.Change("first", registered => registered with { BackchannelLogoutUri = "https://first.example/b", Enabled = false });
        Assert.IsType<LogoutDelivery.NotWanted>(await SendAsync(host));
        Assert.Empty(client.Requests);
    }

    private static Task<EngineHost> StartAsync(RecordingHandler client) => EngineHost.StartAsync(
        configureServices: services => services
            .AddHttpClient(OutboundForm.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => client));

    private static async Task<LogoutDelivery> SendAsync(EngineHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BackChannelLogout>().SendAsync(Notice, default);
    }

    private static async Task<Jwt> ReadAsync(EngineHost host, string token)
    {
        var keys = await host.Get<KeyRing>().GetAsync(default);
        var reading = JwtReader.Read(token, new JwtExpectations
        {
            Type = JwtTypes.LogoutToken,
            Keys = keys.Verification,
            Time = host.Time,
            ValidateLifetime = false,
        });
        return Assert.IsType<JwtReading.Valid>(reading).Token;
    }

    /// <summary>Stands for the client: it keeps what it is sent, and answers or fails as told.</summary>
    private sealed class RecordingHandler : HttpMessageHandler
    {
        private readonly HttpStatusCode _answer;
        private readonly Exception? _failure;

        public RecordingHandler(HttpStatusCode answer) => _answer = answer;

        public RecordingHandler(Exception failure) => _failure = failure;

        public List<HttpRequestMessage> Requests { get; } = [];

        public List<string> Tokens { get; } = [];

        public List<string?> ContentTypes { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_failure is not null) throw _failure;
            Requests.Add(request);
            ContentTypes.Add(request.Content!.Headers.ContentType!.MediaType);
            var form = QueryHelpers.ParseQuery(await request.Content.ReadAsStringAsync(cancellationToken));
            Tokens.Add(Assert.Single(form["logout_token"])!);
            return new HttpResponseMessage(_answer);
        }
    }
}
