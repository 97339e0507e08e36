using System.Globalization;
using UserApi.Contracts.AuditLogs;
using UserApi.Requests;

namespace UserApi.AuditLogs;

/// <summary>The columns of the trail as CSV.</summary>
internal static class AuditColumns
{
    public static CsvColumns<AuditRecord> All { get; } = new(
        ("id", record => record.Id.ToString()),
        ("occurred_at", record => record.OccurredAt.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)),
        ("action", record => record.Action),
        ("outcome", record => record.Outcome),
        ("detail", record => record.Detail),
        ("actor_id", record => record.ActorId?.ToString()),
        ("actor_name", record => record.ActorName),
        ("client_id", record => record.ClientId),
        ("target_type", record => record.TargetType),
        ("target_id", record => record.TargetId),
        ("target_name", record => record.TargetName),
        ("old_values", record => record.OldValues?.GetRawText()),
        ("new_values", record => record.NewValues?.GetRawText()),
        ("ip_address", record => record.IpAddress),
        ("user_agent", record => record.UserAgent),
        ("trace_id", record => record.TraceId));
}
