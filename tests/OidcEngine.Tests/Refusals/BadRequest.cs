using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Refusals;

/// <summary>A request that is wrong in one point, and what it must be said to break.</summary>
/// <param name="Name">What is wrong, in words.</param>
/// <param name="Endpoint">Where it goes.</param>
/// <param name="Sent">Of an authorization request, what is changed in a right one: <c>-name</c> takes a parameter out, <c>+name=value</c> adds
/// one though it may be there, <c>name=value</c> replaces it. Of another, its body; <c>{code}</c>, <c>{used}</c>, <c>{refresh}</c> and
/// <c>{token}</c> stand for real ones of the client.</param>
/// <param name="Rule">The rule that must be named.</param>
/// <param name="Clause">The clause that must be cited.</param>
/// <param name="Client">Who asks, authenticated as registered; null for nobody.</param>
internal sealed partial record BadRequest(string Name, string Endpoint, string Sent, string Rule, string Clause, string? Client = "first")
{
    public async Task SendAsync(EngineHost host)
    {
        using var answer = Endpoint == "authorize" ? await AuthorizeAsync(host) : await PostAsync(host);
        Assert.True((int)answer.StatusCode is 303 or (>= 400 and < 500), $"{Name}: {answer.StatusCode}");
    }

    private Task<HttpResponseMessage> AuthorizeAsync(EngineHost host)
    {
        if (Sent.StartsWith('?')) return host.GetAsync("/connect/authorize" + Sent, host.SignIn());
        var request = AuthorizeRequest.Of(Of(Client!));
        foreach (var change in Sent.Split('&'))
        {
            var (name, value) = Pair(change.TrimStart('+', '-'));
            request = change[0] switch
            {
                '-' => request.Without(name),
                '+' => request.Adding(name, value),
                _ => request.With(name, value),
            };
        }
        return host.GetAsync(request.Url, host.SignIn());
    }

    private async Task<HttpResponseMessage> PostAsync(EngineHost host)
    {
        var sent = await FillAsync(host);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/connect/{Endpoint}");
        var client = Client is null ? null : Of(Client);
        if (client?.TokenEndpointAuthMethod == "client_secret_basic")
            request.Headers.Authorization = TokenCalls.Basic(client.ClientId, TestClients.Secret);
        if (client?.TokenEndpointAuthMethod is "none" or "client_secret_post") sent += $"&client_id={client.ClientId}";
        if (client?.TokenEndpointAuthMethod == "client_secret_post") sent += $"&client_secret={TestClients.Secret}";
        request.Content = new StringContent(sent);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(
            sent.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded");
        return await host.SendAsync(request);
    }

    /// <summary>Puts real artefacts in the place of their names; <c>{code spa}</c> is one of another client.</summary>
    private async Task<string> FillAsync(EngineHost host)
    {
        var sent = Sent;
        foreach (var place in Placeholder().Matches(Sent).Select(match => match.Value))
        {
            var words = place.Trim('{', '}').Split(' ');
            var client = Of(words is [_, var other] ? other : Client!);
            var value = words[0] switch
            {
                "code" => await host.CodeAsync(client),
                "used" => await UsedAsync(host, client),
                "refresh" => (await host.TokensAsync(client)).RefreshToken,
                _ => (await host.TokensAsync(client, "profile")).AccessToken,
            };
            sent = sent.Replace(place, Uri.EscapeDataString(value), StringComparison.Ordinal);
        }
        return sent;
    }

    private static async Task<string> UsedAsync(EngineHost host, Client client)
    {
        var code = await host.CodeAsync(client);
        Assert.Equal(200, (await host.RedeemAsync(client, code)).Status);
        return code;
    }

    private static Client Of(string clientId) => TestClients.All.Single(client => client.ClientId == clientId);

    private static (string Name, string Value) Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text, "") : (text[..equals], text[(equals + 1)..]);
    }

    [GeneratedRegex("\\{[a-z]+( [a-z]+)?\\}")]
    private static partial Regex Placeholder();
}
