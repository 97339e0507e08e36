using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

internal sealed class RefreshArtefact(Person person, TokenAnswer tokens) : Artefact(person)
{
    public override string Value => tokens.RefreshToken;

    public override string? ExpireSql => "UPDATE grants SET refresh_sliding_expiry = now() - interval '1 second'";

    public override async Task<bool> WorksAsync(HttpClient instance) =>
        (await TokenAnswer.RefreshAsync(instance, Owner, Value)).Status == HttpStatusCode.OK;

    /// <summary>Used, and so long ago that a repetition is no longer a lost answer.</summary>
    public override async Task UseAsync(HttpClient instance)
    {
        Assert.True(await WorksAsync(instance));
        await Person.Product.ExecuteAsync("UPDATE grants SET refresh_rotated_at = refresh_rotated_at - interval '1 minute'");
    }

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        AssertRefusedAsync(TokenAnswer.RefreshAsync(instance, TestClient.Other, Value));
}
