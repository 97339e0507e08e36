using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>The token by which a client that registered itself manages its registration (RFC 7592).</summary>
internal sealed class RegistrationTokenArtefact(Person person, string path, string token) : Artefact(person)
{
    public override string Value => token;

    public override string? ExpireSql => null;

    public static async Task<RegistrationTokenArtefact> ObtainAsync(Person person)
    {
        var initial = await InitialTokenArtefact.ObtainAsync(person);
        using var instance = person.Product.Provider.NewClient();
        using var answer = await InitialTokenArtefact.RegisterAsync(instance, initial.Value);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new RegistrationTokenArtefact(
            person, new Uri(body.GetProperty("registration_client_uri").GetString()!).AbsolutePath, body.GetProperty("registration_access_token").GetString()!);
    }

    public override async Task<bool> WorksAsync(HttpClient instance) => await ReadAsync(instance, path) == HttpStatusCode.OK;

    /// <summary>At the address of another client that registered itself.</summary>
    public override async Task PresentByAnotherClientAsync(HttpClient instance)
    {
        var other = await ObtainAsync(Person);
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(instance, other.Path));
    }

    private string Path => path;

    private async Task<HttpStatusCode> ReadAsync(HttpClient instance, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await instance.SendAsync(request);
        return answer.StatusCode;
    }
}
