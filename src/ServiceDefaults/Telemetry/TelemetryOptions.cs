namespace ServiceDefaults.Telemetry;

/// <summary>Section <c>OpenTelemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The base address of an OTLP collector (HTTP, protobuf), such as http://collector:4318. Unset: nothing is sent.</summary>
    public string? Endpoint { get; set; }

    internal Uri? Collector => string.IsNullOrEmpty(Endpoint) ? null : new Uri(Endpoint.TrimEnd('/') + "/");

    public static string? Validate(TelemetryOptions options) =>
        string.IsNullOrEmpty(options.Endpoint)
        || (Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https"))
            ? null
            : $"The setting OpenTelemetry:Endpoint is \"{options.Endpoint}\": write a URL such as http://collector:4318.";
}
