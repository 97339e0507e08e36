using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ServiceDefaults.Telemetry;

/// <summary>Collects metrics when somebody asks for them.</summary>
internal sealed class PrometheusReader : BaseExportingMetricReader
{
    private readonly Lock _gate = new();
    private readonly TextExporter _exporter;

    public PrometheusReader()
        : this(new TextExporter())
    {
    }

    private PrometheusReader(TextExporter exporter)
        : base(exporter) => _exporter = exporter;

    public string Scrape()
    {
        lock (_gate)
        {
            _exporter.Text.Clear();
            Collect();
            return _exporter.Text.ToString();
        }
    }

    // It is not marked as pull-only: the package lets nobody but its own exporters collect then.
    private sealed class TextExporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public StringBuilder Text { get; } = new();

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            PrometheusText.Write(Text, batch);
            return ExportResult.Success;
        }
    }
}
