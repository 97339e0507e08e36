using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults.Tests.Telemetry;

public sealed class TraceTests
{
    [Fact]
    public async Task Traces_and_metrics_reach_the_collector_and_hold_no_query()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await SampleHost.StartAsync(app => app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.AddOrUpdate(signal, _ => Encoding.Latin1.GetString(body.ToArray()), (_, old) => old + Encoding.Latin1.GetString(body.ToArray()));
        }));
        await using (var host = await SampleHost.StartAsync(
            app => app.MapGet("/callback", () => "ok"), settings: [("OpenTelemetry:Endpoint", collector.Client.BaseAddress!.ToString())]))
        {
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/callback?code=very-secret-code")).StatusCode);
            await host.StopAsync();
            host.Services.GetRequiredService<TelemetryPipeline>().Dispose(); // sends what it holds
        }

        Assert.Contains("/callback", received["traces"]);
        Assert.Contains("http.server.request.duration", received["metrics"]);
        Assert.DoesNotContain("very-secret-code", received["traces"]);
        Assert.DoesNotContain("very-secret-code", received["metrics"]);
    }
}
