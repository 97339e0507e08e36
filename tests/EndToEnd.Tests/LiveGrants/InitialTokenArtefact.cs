using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>A token that lets somebody register one client (RFC 7591 §3), written as the command line writes it.</summary>
internal sealed class InitialTokenArtefact(Person person, string token) : Artefact(person)
{
    public override string Value => token;

    public override string? ExpireSql => "UPDATE initial_access_tokens SET expires_at = now() - interval '1 second'";

    public static async Task<InitialTokenArtefact> ObtainAsync(Person person)
    {
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await person.Product.ExecuteAsync(
            $"""
             INSERT INTO initial_access_tokens (id, sha256, scopes, grant_types, uses_left, created_at, expires_at)
             VALUES (gen_random_uuid(), decode('{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}', 'hex'), array['openid'], array['authorization_code'], 1,
                 now(), now() + interval '1 hour')
             """);
        return new InitialTokenArtefact(person, token);
    }

    public static Task<HttpResponseMessage> RegisterAsync(HttpClient instance, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/register");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new StringContent("""{"redirect_uris":["https://registered.test/cb"]}""", Encoding.UTF8, "application/json");
        return instance.SendAsync(request);
    }

    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var answer = await RegisterAsync(instance, token);
        return answer.StatusCode == HttpStatusCode.Created;
    }

    public override async Task UseAsync(HttpClient instance) => Assert.True(await WorksAsync(instance));

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        throw new InvalidOperationException("It is nobody's until a client is registered with it.");
}
