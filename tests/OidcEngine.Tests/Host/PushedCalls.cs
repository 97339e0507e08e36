using OidcEngine.Clients;

namespace OidcEngine.Tests.Host;

/// <summary>What a client does at the pushed authorization request endpoint, and what its browser then brings.</summary>
internal static class PushedCalls
{
    public const string ParPath = "/connect/par";

    /// <summary>Pushes a request as its client.</summary>
    public static Task<Answer> PushAsync(this EngineHost host, Client client, AuthorizeRequest request) => host.CallAsync(
        client, ParPath, [.. request.Without("client_id").Parameters.Select(parameter => (parameter.Key, parameter.Value))]);

    /// <summary>Pushes a request with a DPoP proof.</summary>
    public static Task<Answer> PushAsync(this EngineHost host, Client client, AuthorizeRequest request, string proof) => host.CallAsync(
        client, ParPath, [.. request.Without("client_id").Parameters.Select(parameter => (parameter.Key, parameter.Value))],
        message => message.Headers.Add("DPoP", proof));

    /// <summary>Pushes a request that is right.</summary>
    public static async Task<string> PushedAsync(this EngineHost host, Client client, AuthorizeRequest? request = null)
    {
        var answer = await host.PushAsync(client, request ?? AuthorizeRequest.Of(client));
        Assert.Equal(201, answer.Status);
        return answer.Text("request_uri")!;
    }

    /// <summary>Where the client sends the browser.</summary>
    public static string PushedUrl(string clientId, string requestUri) =>
        $"/connect/authorize?client_id={Uri.EscapeDataString(clientId)}&request_uri={Uri.EscapeDataString(requestUri)}";
}
