using System.Net;
using TestKit.DPoP;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Access;

/// <summary>Tokens bound to a DPoP key, RFC 9449 §7: the used proofs lie in the database.</summary>
public sealed class BoundTokenTests : IDisposable
{
    private const string Path = "/v1/users/profile";

    private readonly ProofKey _key = new();

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_bound_token_needs_a_new_proof_each_time(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var token = Bound(host, await host.NewPersonAsync());
        var proof = Prove("GET", Path, token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(host, HttpMethod.Get, Path, token, proof)));
        Assert.Single(answers, answer => answer.Status == (int)HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != (int)HttpStatusCode.OK), answer =>
        {
            answer.Expect(401);
            Assert.StartsWith("DPoP error=\"invalid_dpop_proof\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        });
        (await SendAsync(host, HttpMethod.Get, Path, token, Prove("GET", Path, token))).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task As_a_bearer_token_or_with_another_key_it_opens_nothing(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var token = Bound(host, await host.NewPersonAsync());
        using var thief = new ProofKey();
        var stolen = thief.Prove("GET", TestIssuer.Audience + Path, TimeProvider.System.GetUtcNow(), token);

        (await host.SendAsync(HttpMethod.Get, Path, token)).Expect(401);
        (await host.SendAsync(HttpMethod.Get, Path, token, headers: ("DPoP", Prove("GET", Path, token)))).Expect(401);
        (await SendAsync(host, HttpMethod.Get, Path, token, stolen)).Expect(401);
        (await SendAsync(host, HttpMethod.Get, Path, token, Prove("GET", "/v1/users/me", token))).Expect(401);
        (await SendAsync(host, HttpMethod.Get, Path, token, Prove("DELETE", Path, token))).Expect(401);
    }

    [Theory, MemberData(nameof(Each))] // below the path base, a request has the address that its caller wrote
    public async Task The_address_is_the_caller_s(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var token = Bound(host, await host.NewPersonAsync());
        (await SendAsync(host, HttpMethod.Get, "/api" + Path, token, Prove("GET", "/api" + Path, token))).Expect(200);
        (await SendAsync(host, HttpMethod.Get, "/api" + Path, token, Prove("GET", Path, token))).Expect(401);
    }

    [Theory, MemberData(nameof(Each))] // RFC 9470 §3, by the scheme that was used
    public async Task A_step_up_is_asked_for_by_the_scheme_that_was_used(string database)
    {
        const string Account = "/v1/users/account";
        var host = await ApiHost.OnAsync(database);
        var token = Bound(host, await host.NewPersonAsync());
        var refused = (await SendAsync(host, HttpMethod.Delete, Account, token, Prove("DELETE", Account, token))).Expect(401);
        Assert.Equal("insufficient_user_authentication", refused.Error);
        Assert.StartsWith(
            "DPoP error=\"insufficient_user_authentication\", error_description=\"A more recent sign-in is needed.\", max_age=\"900\", algs=",
            refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    public void Dispose() => _key.Dispose();

    private string Bound(ApiHost host, Person person) => host.Issuer.Token(
        person.Id.ToString(), "profile.api",
        claims: new Dictionary<string, object> { ["cnf"] = new Dictionary<string, string> { ["jkt"] = _key.Thumbprint } });

    private string Prove(string method, string path, string token) =>
        _key.Prove(method, TestIssuer.Audience + path, TimeProvider.System.GetUtcNow(), token);

    private static async Task<Answer> SendAsync(ApiHost host, HttpMethod method, string path, string token, string proof)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"DPoP {token}");
        request.Headers.TryAddWithoutValidation("DPoP", proof);
        using var response = await host.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
