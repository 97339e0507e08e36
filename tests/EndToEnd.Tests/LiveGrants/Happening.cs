using System.Net;
using System.Net.Http.Headers;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>What may happen to an artefact, by the names of the table's columns.</summary>
internal static class Happening
{
    /// <summary>Brings the event about: once where it is the whole product's, otherwise for each of them, at the first instance.</summary>
    public static Task OccurAsync(string name, WholeProduct product, IReadOnlyList<Trial> trials) => name switch
    {
        "user suspended" => SuspendAsync(product, trials.Select(trial => trial.Person.UserName)),
        "client disabled" => DisableClientsAsync(product),
        "signing key rotated" => RotateKeysAsync(product),
        "restart" => product.RestartProviderAsync(),
        "expiry" => ExpireAsync(product, trials.Select(trial => trial.Artefact.ExpireSql!)),
        "other instance" => Task.CompletedTask, // every cell is tried on the second instance; here nothing else happens
        _ => Task.WhenAll(trials.Select(async trial =>
        {
            using var instance = product.Provider.NewClient();
            await OccurToOneAsync(name, trial.Artefact, trial.Person, instance);
        })),
    };

    private static Task OccurToOneAsync(string name, Artefact artefact, Person person, HttpClient instance) => name switch
    {
        "second use" => artefact.UseAsync(instance),
        "another client" => artefact.PresentByAnotherClientAsync(instance),
        "another sender key" => artefact.PresentWithAnotherKeyAsync(instance),
        "as another kind" => PresentAsOtherKindsAsync(artefact, instance),
        "password changed" => person.ChangePasswordElsewhereAsync(),
        "second factor changed" => person.SetUpSecondFactorElsewhereAsync(),
        "consent withdrawn" => person.WithdrawConsentAsync(artefact.Client),
        "logout" => artefact.SignOutAsync(),
        "session ended elsewhere" => person.EndSessionElsewhereAsync(),
        "session idle" => RunOutAsync(person, "idle_expires_at"),
        "session at its end" => RunOutAsync(person, "expires_at"),
        _ => throw new InvalidOperationException($"The table names '{name}', which no test knows how to bring about."),
    };

    // One after the other: each statement takes many rows, in an order of its own.
    private static async Task ExpireAsync(WholeProduct product, IEnumerable<string> statements)
    {
        foreach (var statement in statements.Distinct()) await product.ExecuteAsync(statement);
    }

    /// <summary>Registrations may be remembered for 5 seconds.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5.5);

    public static Task EnableClientsAsync(WholeProduct product, bool enabled) =>
        product.ExecuteAsync(
            $"""
             UPDATE clients SET enabled = {enabled}, version = version + 1, updated_at = now()
             WHERE client_id IN ('web', 'machine', 'bound', 'television', 'first-party') OR registration_token_hash IS NOT NULL
             """);

    /// <summary>As each kind that a handle or token can be presented as, but its own.</summary>
    private static async Task PresentAsOtherKindsAsync(Artefact artefact, HttpClient instance)
    {
        var value = artefact.Value;
        if (artefact is not RefreshArtefact)
            Assert.Equal("invalid_grant", (await TokenAnswer.RefreshAsync(instance, Artefact.Owner, value)).Error);
        if (artefact is not CodeArtefact)
        {
            var asCode = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = value, ["redirect_uri"] = Artefact.Owner.RedirectUri! };
            Assert.Contains((await TokenAnswer.AskAsync(instance, Artefact.Owner, asCode)).Error, new[] { "invalid_grant", "invalid_request" });
        }
        if (artefact is not (AccessArtefact or ClientAccessArtefact))
        {
            using var userInfo = await Bearer.GetAsync(instance, "/connect/userinfo", value);
            Assert.Equal(HttpStatusCode.Unauthorized, userInfo.StatusCode);
        }
        if (artefact is not DeviceCodeArtefact)
        {
            var asDevice = new Dictionary<string, string> { ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code", ["device_code"] = value };
            Assert.Equal("invalid_grant", (await TokenAnswer.AskAsync(instance, TestClient.Television, asDevice)).Error);
        }
        if (artefact is not InitialTokenArtefact)
        {
            using var registered = await InitialTokenArtefact.RegisterAsync(instance, value);
            Assert.Equal(HttpStatusCode.Unauthorized, registered.StatusCode);
        }
        if (artefact is not TransactionArtefact)
        {
            using var transaction = await instance.GetAsync($"/connect/authorize?transaction={value}");
            Assert.Equal(HttpStatusCode.BadRequest, transaction.StatusCode);
        }
        if (artefact is not ExternalProofArtefact)
        {
            using var proof = await ExternalProofArtefact.ShowAsync(instance, value);
            Assert.Equal(HttpStatusCode.SeeOther, proof.StatusCode);
        }
        if (artefact is not MailLinkArtefact) Assert.False(await MailLinkArtefact.OpensResetAsync(instance, value));
        if (artefact is not PushedArtefact)
        {
            using var pushed = await PushedArtefact.BringAsync(instance, Artefact.Owner, $"urn:ietf:params:oauth:request_uri:{value}");
            Assert.Equal(HttpStatusCode.BadRequest, pushed.StatusCode);
        }
        if (artefact is not SessionArtefact)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
            request.Headers.Add("Cookie", $"__Host-identity={value}");
            using var account = await instance.SendAsync(request);
            Assert.NotEqual(HttpStatusCode.OK, account.StatusCode);
        }
    }

    private static async Task DisableClientsAsync(WholeProduct product)
    {
        await EnableClientsAsync(product, false);
        await Task.Delay(Remembered);
    }

    private static async Task SuspendAsync(WholeProduct product, IEnumerable<string> userNames)
    {
        using var administrator = product.NewBrowser();
        var tokens = await product.SignInAsync(administrator, TestClient.Web, "openid admin.api", "admin");
        using var api = product.UserApi.NewClient();
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        foreach (var userName in userNames)
        {
            using var answer = await api.PostAsync($"/v1/admin/users/{userName}/suspend", null);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    /// <summary>Their sessions reach that time now; whether housekeeping has been there must not matter.</summary>
    private static Task RunOutAsync(Person person, string column) => person.Product.ExecuteAsync(
        $"UPDATE sessions SET {column} = now() - interval '1 second' WHERE user_id = (SELECT id FROM users WHERE user_name = '{person.UserName}')");

    /// <summary>Lets the keys that sign reach their end and starts the provider anew, as the calendar does without a restart.</summary>
    private static async Task RotateKeysAsync(WholeProduct product)
    {
        await product.ExecuteAsync("UPDATE protocol_keys SET active_until = now() - interval '1 minute' WHERE purpose = 'Signing' AND active_until > now()");
        await product.RestartProviderAsync();
    }
}
