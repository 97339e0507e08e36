using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace UserDirectory.Audit;

/// <summary>How the records hang together: each seal is SHA-256 over the seal before it and the record as canonical JSON, in which what
/// is personal stands as ciphertext.</summary>
internal static class AuditChain
{
    /// <summary>What the first record hangs on.</summary>
    public static byte[] Beginning => new byte[SHA256.HashSizeInBytes];

    public static byte[] Seal(ReadOnlySpan<byte> previous, AuditRow row, long position)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(Canonical(row, position));
        return hash.GetHashAndReset();
    }

    /// <summary>What a checkpoint's signature is over.</summary>
    public static byte[] Statement(AuditCheckpoint checkpoint) => Write(json =>
    {
        json.WriteNumber("position", checkpoint.Position);
        json.WriteBase64String("seal", checkpoint.Seal);
        json.WriteString("signed_at", Time(checkpoint.SignedAt));
        json.WriteString("key_id", checkpoint.KeyId);
    });

    private static byte[] Canonical(AuditRow row, long position) => Write(json =>
    {
        json.WriteNumber("position", position);
        json.WriteString("id", row.Id);
        json.WriteString("occurred_at", Time(row.OccurredAt));
        json.WriteString("action", row.Action);
        json.WriteBoolean("succeeded", row.Succeeded);
        json.WriteString("actor_id", row.ActorId?.ToString());
        json.WriteString("client_id", row.ClientId);
        json.WriteString("target_type", row.TargetType);
        json.WriteString("target_id", row.TargetId);
        json.WriteString("trace_id", row.TraceId);
        json.WriteString("actor_data", Text(row.ActorData));
        json.WriteString("target_data", Text(row.TargetData));
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string? Text(byte[]? data) => data is null ? null : Convert.ToBase64String(data);

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
