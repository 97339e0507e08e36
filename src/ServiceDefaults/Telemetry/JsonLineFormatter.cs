using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Telemetry;

/// <summary>Writes each log entry as one JSON object on one line.</summary>
internal sealed class JsonLineFormatter(ServiceDescription service, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "json-lines";
    private static readonly string[] OurMembers =
        ["timestamp", "level", "service", "trace_id", "category", "event", "message", "exception"];

    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // The start ended with one sentence on standard error: the same as a stack trace would bury it.
        if (logEntry.Category == HostCategory && logEntry.Exception is { } fault && StartupFailure.Explain(fault) is not null) return;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("service", service.Name);
            var members = new HashSet<string>(OurMembers, StringComparer.Ordinal);
            scopeProvider?.ForEachScope((scope, state) => WriteMembers(state.json, state.members, scope, isScope: true), (json, members));
            if (Activity.Current is { } activity) json.WriteString("trace_id", activity.TraceId.ToHexString());
            WriteMembers(json, members, logEntry.State, isScope: false);
            json.WriteString("category", logEntry.Category);
            if (logEntry.EventId.Id != 0) json.WriteNumber("event", logEntry.EventId.Id);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (logEntry.Exception is { } exception) json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    // Of scopes only our own members are written: the framework's repeat them under other names.
    private static void WriteMembers(Utf8JsonWriter json, HashSet<string> members, object? values, bool isScope)
    {
        if (values is not IEnumerable<KeyValuePair<string, object?>> pairs) return;
        foreach (var (name, value) in pairs)
        {
            if (value is null || name == "{OriginalFormat}" || (isScope && !char.IsAsciiLetterLower(name[0]))) continue;
            var member = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            if (members.Add(member)) WriteMember(json, member, value);
        }
    }

    private static void WriteMember(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int or long or short or byte:
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset moment:
                json.WriteString(name, moment.ToUniversalTime());
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
