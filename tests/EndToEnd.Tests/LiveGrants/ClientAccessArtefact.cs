using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

internal sealed class ClientAccessArtefact(Person person, TokenAnswer tokens) : Artefact(person)
{
    public override string Value => tokens.AccessToken;

    public override string? ExpireSql => null;

    public static async Task<ClientAccessArtefact> ObtainAsync(Person person)
    {
        using var instance = person.Product.Provider.NewClient();
        return new ClientAccessArtefact(person, await TokenAnswer.AskAsync(instance, TestClient.Machine, new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = "admin.api",
        }));
    }

    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        using var api = Person.Product.UserApi.NewClient();
        using var users = await Bearer.GetAsync(api, "/v1/users?limit=1", Value);
        return users.StatusCode == HttpStatusCode.OK || await Introspection.IsActiveAsync(instance, TestClient.Machine, Value);
    }

    public override async Task PresentByAnotherClientAsync(HttpClient instance) =>
        Assert.False(await Introspection.IsActiveAsync(instance, TestClient.Web, Value));
}
