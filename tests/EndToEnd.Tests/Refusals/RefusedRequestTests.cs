using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Product;
using Npgsql;

namespace EndToEnd.Tests.Refusals;

/// <summary>Requests that one instance of the provider refuses, looked up at the API by who may.</summary>
[Collection(nameof(WholeProduct))]
public sealed partial class RefusedRequestTests(WholeProduct product)
{
    private const string Canary = "canary-5c0ffee5";

    /// <summary>What is sent, the rule that it breaks, and whether what came is shown.</summary>
    public static TheoryData<string, string, string, string?> Posts => new()
    {
        { "/connect/token", "grant_type=password&username=alice&password=" + Canary, "grant-type", "password" },
        { "/connect/token", "grant_type=authorization_code&code=" + Canary + "&code_verifier=short", "code-verifier", null },
        { "/connect/token", "grant_type=client_credentials&assertion=" + Canary, "grant-type", "client_credentials" },
        { "/connect/par", "response_type=code&scope=openid&state=" + Canary + "&redirect_uri=https://web.test/calback", "redirect-uri", "https://web.test/calback" },
        { "/connect/introspect", "access_token=" + Canary, "token", null },
    };

    [Theory, MemberData(nameof(Posts))]
    public async Task A_program_is_told_a_code_and_an_administrator_what_it_stands_for(string path, string form, string rule, string? received)
    {
        using var instance = product.NewClientOfSecondProvider();
        using var request = TestClient.Web.Post(path, Fields(form));
        using var answer = await instance.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        var found = await LookUpAsync(answer.Headers.GetValues("X-Support-Code").Single());

        Assert.Equal((rule, "web", path), (Text(found, "rule"), Text(found, "client_id"), Text(found, "endpoint")));
        Assert.Equal(received, found.TryGetProperty("received", out var shown) ? shown.GetString() : null);
        Assert.DoesNotContain(Canary, found.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync($"SELECT count(*) FROM refused_requests r WHERE r::text LIKE '%{Canary}%'"));
        Assert.Equal(0L, await CountAsync($"SELECT count(*) FROM refused_requests r WHERE r::text LIKE '%{TestClient.Web.Secret}%'"));
    }

    [Fact]
    public async Task The_code_on_the_error_page_leads_to_the_difference_and_for_a_day_only()
    {
        using var instance = product.Provider.NewClient();
        instance.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var flow = new CodeFlow(product.Installation.Issuer, TestClient.Web, "openid");
        using var answer = await instance.GetAsync(flow.Url.Replace("callback", "calback", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var code = ShownCode().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;

        var found = await LookUpAsync(code);
        Assert.Equal(("redirect-uri", "https://web.test/calback", 20), (Text(found, "rule"), Text(found, "received"), found.GetProperty("first_difference").GetInt32()));
        Assert.Equal(TestClient.Web.RedirectUri, found.GetProperty("expected")[0].GetString());

        await product.ExecuteAsync($"UPDATE refused_requests SET expires_at = now() - interval '1 second' WHERE code = '{code}'");
        using var later = await GetAsync(code, await AdministratorAsync());
        Assert.Equal(HttpStatusCode.NotFound, later.StatusCode);
    }

    private async Task<JsonElement> LookUpAsync(string code)
    {
        var token = await AdministratorAsync();
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(60); // it is written a moment after the answer
        while (true)
        {
            using var answer = await GetAsync(code, token);
            if (answer.StatusCode == HttpStatusCode.NotFound && TimeProvider.System.GetUtcNow() < deadline)
            {
                await Task.Delay(200);
                continue;
            }
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("data");
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string code, string token)
    {
        using var api = product.UserApi.NewClient();
        return await Bearer.GetAsync(api, $"/v1/admin/requests/{code}", token);
    }

    private async Task<string> AdministratorAsync()
    {
        using var browser = product.NewBrowser();
        return (await product.SignInAsync(browser, TestClient.Web, "openid admin.api", "admin")).AccessToken;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(product.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static Dictionary<string, string> Fields(string form) =>
        form.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    private static string? Text(JsonElement resource, string member) => resource.GetProperty(member).GetString();

    [GeneratedRegex("id=\"support-code\">([^<]+)<")]
    private static partial Regex ShownCode();
}
