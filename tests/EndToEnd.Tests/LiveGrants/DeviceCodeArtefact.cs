using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>The code that a device polls with, before or after a person has let the device in.</summary>
internal sealed class DeviceCodeArtefact(Person person, DeviceFlow device, bool isApproved) : Artefact(person)
{
    private const string Scope = "openid offline_access profile.api";

    public override string Value => device.DeviceCode;

    public override TestClient Client => TestClient.Television;

    public override string? ExpireSql => isApproved
        ? $"UPDATE grants SET code_expires_at = now() - interval '1 second' WHERE client_id = '{TestClient.Television.Id}'"
        : "UPDATE device_requests SET expires_at = now() - interval '1 second'";

    public static async Task<DeviceCodeArtefact> ObtainAsync(Person person, bool isApproved)
    {
        await person.SignInAsync(Owner, "openid"); // so that there is something to end
        var device = await DeviceFlow.AskAsync(person.Product, TestClient.Television, Scope);
        if (isApproved) await device.AllowAsync(person.Browser);
        return new DeviceCodeArtefact(person, device, isApproved);
    }

    /// <summary>Works means that the device gets its tokens; one that still waits is let in by somebody first, as it waits for no one in particular.</summary>
    public override async Task<bool> WorksAsync(HttpClient instance)
    {
        if (!isApproved)
        {
            using var browser = Person.Product.NewBrowser();
            await browser.OpenAsync($"{Person.Product.Installation.Issuer}/sign-in");
            await browser.SubmitAsync(("UserName", "alice"), ("Password", "Pass123$"));
            await device.AllowAsync(browser);
        }
        return (await TokenAnswer.AskAsync(instance, TestClient.Television, device.Poll)).Status == HttpStatusCode.OK;
    }

    public override async Task UseAsync(HttpClient instance) => Assert.True(await WorksAsync(instance));

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        AssertRefusedAsync(TokenAnswer.AskAsync(instance, TestClient.Radio, device.Poll));
}
