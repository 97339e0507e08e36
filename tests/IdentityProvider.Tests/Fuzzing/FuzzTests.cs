using IdentityProvider.Tests.Hosting;
using TestKit.Certificates;
using TestKit.Fuzzing;
using TestKit.Product;

namespace IdentityProvider.Tests.Fuzzing;

/// <summary>Thousands of requests to every route of the provider, by nobody and by somebody who is signed in. None is answered by an error of
/// ours, comes back as markup or a header, or leads to where no client is.</summary>
public sealed class FuzzTests
{
    private const int ForEachRoute = 20;

    private static readonly string[] Ours = ["https://fuzzed.test/callback", "https://fuzzed.test/goodbye"];

    [Fact]
    public async Task No_request_breaks_anything()
    {
        await using var provider = await StartAsync();
        var routes = FuzzedRoute.AllOf(provider.Services);
        Assert.Contains(routes, route => route.Template == "/connect/token");
        Assert.True(routes.Count > 30, "These are not all routes.");

        var run = new FuzzRun(new Uri(provider.Issuer), new FuzzedRequests(ProviderVocabulary.Anonymous), Ours);
        using var nobody = FuzzRun.NewClient(LoopbackCertificates.Instance.NewHandler());
        foreach (var route in routes) await run.SendAsync(route, ForEachRoute, nobody);
        Assert.True(run.Findings.Count == 0, string.Join("\n", run.Findings));
        Assert.True(run.Statuses.GetValueOrDefault(200) > 100 && run.Statuses.GetValueOrDefault(303) > 20, "Too few requests were right enough to be answered.");
    }

    /// <summary>Each route gets a person of its own, since some end sessions and accounts.</summary>
    [Fact]
    public async Task No_request_of_somebody_who_is_signed_in_breaks_anything()
    {
        await using var provider = await StartAsync();
        foreach (var (route, number) in FuzzedRoute.AllOf(provider.Services).Select((route, number) => (route, number)))
        {
            using var browser = await provider.SignInAsync(await provider.RegisterAsync($"fuzzer{number}"));
            await browser.OpenAsync($"{provider.Issuer}/account/password");
            var run = new FuzzRun(new Uri(provider.Issuer), new FuzzedRequests(ProviderVocabulary.SignedIn(browser.Token())), Ours);
            using var somebody = FuzzRun.NewClient(LoopbackCertificates.Instance.NewHandler(browser.Cookies));
            await run.SendAsync(route, ForEachRoute, somebody);
            Assert.True(run.Findings.Count == 0, string.Join("\n", run.Findings));
        }
    }

    private static async Task<Provider> StartAsync()
    {
        var provider = await Provider.StartAsync(
            ("Identity:ClientsFile", Path.Combine(SourceTree.Root, "tests/IdentityProvider.Tests/Fuzzing/clients.json")),
            ("ClientRegistration:Mode", "Open"),
            ("Logging:LogLevel:Default", "Error"));
        using var http = provider.NewClient();
        await Readiness.WaitAsync(http); // The key ring is read after the start, and an answer of 503 would count as a finding.
        return provider;
    }
}
