using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

internal sealed class AccessArtefact(Person person, TokenAnswer tokens) : Artefact(person)
{
    public override string Value => tokens.AccessToken;

    public override string? ExpireSql => null;

    /// <summary>Works means at userinfo of this instance, at introspection and at UserApi alike.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var userInfo = await Bearer.GetAsync(instance, "/connect/userinfo", Value);
        using var api = Person.Product.UserApi.NewClient();
        using var profile = await Bearer.GetAsync(api, "/v1/users/profile", Value);
        var active = await Introspection.IsActiveAsync(instance, Owner, Value);
        return userInfo.StatusCode == HttpStatusCode.OK || profile.StatusCode == HttpStatusCode.OK || active;
    }

    public override async Task PresentByAnotherClientAsync(HttpClient instance)
    {
        Assert.False(await Introspection.IsActiveAsync(instance, TestClient.Machine, Value));
        using var revocation = TestClient.Other.Post("/connect/revocation", new Dictionary<string, string> { ["token"] = Value });
        using var answer = await instance.SendAsync(revocation);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest);
    }
}
