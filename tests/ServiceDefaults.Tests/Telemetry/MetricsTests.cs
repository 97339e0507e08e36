using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults.Tests.Telemetry;

public sealed partial class MetricsTests
{
    [Fact]
    public void Our_own_meters_are_in_the_text()
    {
        using var pipeline = new TelemetryPipeline("test", new TelemetryOptions());
        using var meter = new Meter("Identity.MetricsTests");
        meter.CreateCounter<long>("tokens.issued", "{token}", "Tokens issued").Add(3, new KeyValuePair<string, object?>("grant.type", "a\"b\\c\nd"));
        meter.CreateHistogram<double>("hash.duration", "s", "Time").Record(0.2);
        meter.CreateUpDownCounter<long>("queue.length").Add(-2);
        var text = pipeline.Scrape();

        Assert.Contains("# TYPE tokens_issued_total counter\ntokens_issued_total{grant_type=\"a\\\"b\\\\c\\nd\"} 3\n", text);
        Assert.Contains("# TYPE hash_duration_seconds histogram\n", text);
        Assert.Contains("hash_duration_seconds_bucket{le=\"+Inf\"} 1\n", text);
        Assert.Contains("hash_duration_seconds_count 1\n", text);
        Assert.Contains("queue_length -2\n", text);
    }

    [Fact]
    public async Task Requests_are_measured_and_every_line_is_well_formed()
    {
        await using var host = await SampleHost.StartAsync();
        await host.Client.GetAsync("/health/live");
        var response = await host.Client.GetAsync("/health/metrics");
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal) && line.Contains("http_route=\"/health/live\"", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches(Line(), line));
        var types = lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToArray();
        Assert.Equal(types.Distinct(), types);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*\})? (\+Inf|-?[0-9.E+-]+))$""")]
    private static partial Regex Line();
}
