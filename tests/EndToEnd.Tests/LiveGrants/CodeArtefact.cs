using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

internal sealed class CodeArtefact(Person person, Dictionary<string, string> redeem) : Artefact(person)
{
    public override string Value => redeem["code"];

    public override string? ExpireSql => "UPDATE grants SET code_expires_at = now() - interval '1 second' WHERE code_expires_at IS NOT NULL";

    public static async Task<CodeArtefact> ObtainAsync(Person person)
    {
        var authorization = new CodeFlow(person.Product.Installation.Issuer, Owner, "openid offline_access profile.api");
        var answer = await person.Browser.SignInAsync(authorization.Url, person.UserName, person.Password);
        return new CodeArtefact(person, authorization.Redeem(answer));
    }

    public override async Task<bool> WorksAsync(HttpClient instance) =>
        (await TokenAnswer.AskAsync(instance, Owner, redeem)).Status == HttpStatusCode.OK;

    public override async Task UseAsync(HttpClient instance) => Assert.True(await WorksAsync(instance));

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        AssertRefusedAsync(TokenAnswer.AskAsync(instance, TestClient.Other, redeem));
}
