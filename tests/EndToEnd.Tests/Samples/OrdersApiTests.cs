using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Samples;

/// <summary>The foreign API, called with the provider's own tokens.</summary>
[Collection(nameof(SampleApps))]
public sealed class OrdersApiTests(SampleApps samples)
{
    private const string Orders = "https://localhost:3006"; // the demo resource, wherever it listens

    [Fact]
    public async Task A_person_places_orders_and_sees_their_own_and_a_service_sees_all()
    {
        var alice = await samples.SignInAsync(samples.SpaClient, "alice", "openid orders.read orders.write", Orders);
        var bob = await samples.SignInAsync(samples.WebAppClient, "bob", "openid orders.read orders.write", Orders);
        var item = $"Tulips {Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";

        using var placed = await PlaceAsync(alice.AccessToken, new { item, quantity = 3 });
        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);

        Assert.Contains(item, await ListAsync(alice.AccessToken));
        Assert.DoesNotContain(item, await ListAsync(bob.AccessToken));
        Assert.Contains(item, await ListAsync(await MachineTokenAsync("orders.read")));
    }

    [Theory]
    [InlineData("""{"item":"","quantity":1}""")]
    [InlineData("""{"quantity":1}""")]
    [InlineData("""{"item":"Tulips","quantity":0}""")]
    [InlineData("""{"item":"Tulips","quantity":"many"}""")]
    [InlineData("""[]""")]
    [InlineData("""nonsense""")]
    public async Task An_order_that_cannot_be_is_refused(string json)
    {
        var tokens = await samples.SignInAsync(samples.SpaClient, "alice", "openid orders.write", Orders);
        using var http = Caller(tokens.AccessToken);
        using var answer = await http.PostAsync("/orders", new StringContent(json, new MediaTypeHeaderValue("application/json")));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_told_so()
    {
        var reader = await samples.SignInAsync(samples.SpaClient, "alice", "openid orders.read", Orders);
        foreach (var token in new[] { reader.AccessToken, await MachineTokenAsync("orders.read") })
        {
            using var answer = await PlaceAsync(token, new { item = "Tulips", quantity = 1 });
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("insufficient_scope", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        var writer = await samples.SignInAsync(samples.SpaClient, "alice", "openid orders.write", Orders);
        using var http = Caller(writer.AccessToken);
        using var list = await http.GetAsync("/orders");
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
    }

    [Fact]
    public async Task Tokens_that_are_meant_for_others_are_refused()
    {
        var orders = await samples.SignInAsync(samples.SpaClient, "alice", "openid orders.read", Orders);
        var profile = await samples.SignInAsync(samples.SpaClient, "alice", "openid profile.api", samples.UserApi);
        foreach (var token in new[] { profile.AccessToken, await MachineTokenAsync("admin.api"), orders.IdToken, "" })
        {
            using var http = Caller(token);
            using var answer = await http.GetAsync("/orders");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    private async Task<string> MachineTokenAsync(string scope)
    {
        using var provider = samples.NewClient(samples.Provider);
        var answer = await TokenAnswer.AskAsync(provider, SampleApps.MachineClient, new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = scope,
        });
        return answer.AccessToken;
    }

    private async Task<HttpResponseMessage> PlaceAsync(string token, object order)
    {
        using var http = Caller(token);
        return await http.PostAsJsonAsync("/orders", order);
    }

    private async Task<IReadOnlyList<string?>> ListAsync(string token)
    {
        using var http = Caller(token);
        var orders = await http.GetFromJsonAsync<JsonElement>("/orders");
        return [.. orders.EnumerateArray().Select(order => order.GetProperty("item").GetString())];
    }

    private HttpClient Caller(string token)
    {
        var http = samples.NewClient(samples.Api);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
