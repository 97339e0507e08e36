using System.Net;
using System.Net.Http.Headers;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Processes;

namespace EndToEnd.Tests.Samples;

/// <summary>The foreign API beside an issuer that makes any token: one thing wrong at a time (RFC 9068 §4, RFC 8725 §3).</summary>
[Collection(nameof(SampleApps))]
public sealed class OrdersApiAttackTests(SampleApps samples) : IAsyncLifetime
{
    private readonly int[] _ports = FreePorts.Take(2);
    private FakeIssuer _issuer = null!;
    private ChildProcess _api = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = new FakeIssuer(_ports[0]);
        _api = await samples.StartApiAsync(Address, _issuer.Address, withTestCertificates: true);
    }

    private string Address => $"https://localhost:{_ports[1]}";

    [Fact]
    public async Task Only_the_token_with_nothing_wrong_is_taken()
    {
        var good = _issuer.Sign(FakeIssuer.Header(), _issuer.Claims());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(good)); // nobody's keys can be had yet
        await _issuer.StartAsync();
        await UntilTakenAsync(good);

        foreach (var (name, token) in WrongTokens.Of(_issuer))
        {
            var status = await AskAsync(token);
            Assert.True(status == HttpStatusCode.Unauthorized, $"A token {name} was answered with {status}.");
        }
        foreach (var (scope, token) in WrongTokens.OfTooLittleScope(_issuer))
        {
            var status = await AskAsync(token);
            Assert.True(status == HttpStatusCode.Forbidden, $"A token for '{scope}' was answered with {status}.");
        }
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_issuer.Sign(FakeIssuer.Header(), _issuer.Claims())));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private async Task UntilTakenAsync(string token)
    {
        for (var attempt = 0; attempt < 40 && await AskAsync(token) == HttpStatusCode.ServiceUnavailable; attempt++)
            await Task.Delay(250);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
    }

    private async Task<HttpStatusCode> AskAsync(string token)
    {
        using var http = new HttpClient(LoopbackCertificates.Instance.NewHandler()) { BaseAddress = new Uri(Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync("/orders");
        return answer.StatusCode;
    }
}
