using System.Net;
using System.Text.Json;
using System.Web;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>An authorization request that its client pushed, held by its <c>request_uri</c>.</summary>
internal sealed class PushedArtefact(Person person, string requestUri) : Artefact(person)
{
    public override string Value => requestUri;

    public override string? ExpireSql => "UPDATE pushed_requests SET expires_at = now() - interval '1 second'";

    public static async Task<PushedArtefact> ObtainAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid"); // so that there is something to end
        using var instance = person.Product.Provider.NewClient();
        var requestUri = await PushAsync(instance, person.Product.Installation.Issuer);
        await person.Product.ExecuteAsync("UPDATE pushed_requests SET expires_at = expires_at + interval '1 hour'"); // a busy machine is no event
        return new PushedArtefact(person, requestUri);
    }

    /// <summary>Pushes a request of the owner at this instance.</summary>
    public static async Task<string> PushAsync(HttpClient instance, string issuer)
    {
        var parameters = HttpUtility.ParseQueryString(new Uri(new CodeFlow(issuer, Owner, "openid profile.api").Url).Query);
        using var request = Owner.Post("/connect/par", parameters.AllKeys.ToDictionary(name => name!, name => parameters[name]!));
        using var answer = await instance.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("request_uri").GetString()!;
    }

    /// <summary>Works means that a browser that brings it is let in: to the sign-in page, where nobody is signed in.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var answer = await BringAsync(instance, Owner, requestUri);
        return answer.StatusCode == HttpStatusCode.SeeOther && answer.Headers.Location!.OriginalString.StartsWith("/sign-in?", StringComparison.Ordinal);
    }

    public override async Task UseAsync(HttpClient instance) => Assert.True(await WorksAsync(instance));

    public override async Task PresentByAnotherClientAsync(HttpClient instance)
    {
        using var answer = await BringAsync(instance, TestClient.Other, requestUri);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    /// <summary>What a browser does that the client sent here.</summary>
    public static Task<HttpResponseMessage> BringAsync(HttpClient instance, TestClient client, string requestUri) =>
        instance.GetAsync($"/connect/authorize?client_id={client.Id}&request_uri={Uri.EscapeDataString(requestUri)}");
}
