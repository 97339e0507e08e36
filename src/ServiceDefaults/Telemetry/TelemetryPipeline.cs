using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Telemetry;

/// <summary>Traces and metrics of a process. Several hosts in one process share one, since each would hear all of them.
/// Our own sources and meters have names that begin with <c>Identity.</c>.</summary>
public sealed class TelemetryPipeline : IDisposable
{
    private static readonly string[] Sources = ["Identity.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    private static readonly string[] Meters =
    [
        "Identity.*", "Microsoft.AspNetCore.*", "Microsoft.EntityFrameworkCore", "Npgsql", "System.Net.Http", "System.Net.NameResolution",
        "System.Runtime",
    ];

    private readonly PrometheusReader _prometheus = new();
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    public TelemetryPipeline(string service, TelemetryOptions options)
    {
        var version = typeof(TelemetryPipeline).Assembly.GetName().Version?.ToString(3);
        var resource = ResourceBuilder.CreateEmpty().AddService(service, serviceVersion: version);
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddReader(_prometheus);
        if (options.Collector is { } collector)
        {
            metrics.AddOtlpExporter(otlp => Send(otlp, new Uri(collector, "v1/metrics")));
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources)
                .AddProcessor<QueryRemover>()
                .AddOtlpExporter(otlp => Send(otlp, new Uri(collector, "v1/traces")))
                .Build();
        }

        _metrics = metrics.Build();
    }

    /// <summary>All metrics as they are now, in Prometheus' text format.</summary>
    public string Scrape() => _prometheus.Scrape();

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
    }

    private static void Send(OtlpExporterOptions otlp, Uri endpoint) => (otlp.Protocol, otlp.Endpoint) = (OtlpExportProtocol.HttpProtobuf, endpoint);

    /// <summary>Takes the query out of a span before it is sent: it may hold codes, tokens and hints.</summary>
    private sealed class QueryRemover : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            data.SetTag("url.query", null);
            if (data.GetTagItem("url.full") is string url && url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var cut)
                data.SetTag("url.full", url[..cut]);
        }
    }
}
