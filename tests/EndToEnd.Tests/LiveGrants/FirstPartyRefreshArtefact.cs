using System.Net;
using System.Net.Http.Json;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>The refresh token of an app of the installation itself, which is in a cookie and is used by pages of allowed origins.</summary>
internal sealed class FirstPartyRefreshArtefact(Person person, string token) : Artefact(person)
{
    private const string CookieName = "__Host-identity-refresh";

    public override string Value => token;

    public override string? ExpireSql => "UPDATE grants SET refresh_sliding_expiry = now() - interval '1 second'";

    public static async Task<FirstPartyRefreshArtefact> ObtainAsync(Person person)
    {
        using var instance = person.Product.Provider.NewClient();
        using var answer = await PostAsync(person, instance, "/v1/auth/login", new { username = person.UserName, password = person.Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith($"{CookieName}=", StringComparison.Ordinal));
        return new FirstPartyRefreshArtefact(person, cookie.Split(';')[0][(CookieName.Length + 1)..]);
    }

    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var answer = await PostAsync(Person, instance, "/v1/auth/refresh", new { }, Value);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Used, and so long ago that a repetition is no longer a lost answer.</summary>
    public override async Task UseAsync(HttpClient instance)
    {
        Assert.True(await WorksAsync(instance));
        await Person.Product.ExecuteAsync("UPDATE grants SET refresh_rotated_at = refresh_rotated_at - interval '1 minute'");
    }

    /// <summary>Its session is the app's, and the app ends it.</summary>
    public override async Task SignOutAsync()
    {
        using var instance = Person.Product.Provider.NewClient();
        using var answer = await PostAsync(Person, instance, "/v1/auth/logout", new { }, Value);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        AssertRefusedAsync(TokenAnswer.RefreshAsync(instance, TestClient.Other, Value));

    private static async Task<HttpResponseMessage> PostAsync(Person person, HttpClient instance, string path, object body, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", person.Product.Installation.Issuer);
        if (cookie is not null) request.Headers.Add("Cookie", $"{CookieName}={cookie}");
        return await instance.SendAsync(request);
    }
}
