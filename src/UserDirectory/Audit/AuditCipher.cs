using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>AES-256-GCM under the keys of the people whom a record is about: <c>1 ‖ nonce ‖ ciphertext ‖ tag</c>, bound to the record.</summary>
internal sealed class AuditCipher(SubjectKeys keys)
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = 1 + NonceLength + TagLength;

    public async Task EncryptAsync(IdentityDb db, AuditRow row, CancellationToken cancellationToken)
    {
        var entry = row.Pending!;
        row.ActorData = await EncryptAsync(db, row, row.ActorId ?? SubjectKey.Nobody, ActorMembers(entry), cancellationToken);
        row.TargetData = await EncryptAsync(db, row, TargetSubject(row), TargetMembers(entry), cancellationToken);
        row.Pending = null;
    }

    /// <summary>Whose keys a record needs to be read.</summary>
    public static Guid[] SubjectsOf(AuditRow row) => [row.ActorId ?? SubjectKey.Nobody, TargetSubject(row)];

    /// <summary>The members of both parts; a part whose key is missing stays empty.</summary>
    public static AuditPersonalData Decrypt(AuditRow row, IReadOnlyDictionary<Guid, byte[]> keys)
    {
        var actor = Decrypt(row, row.ActorData, keys.GetValueOrDefault(row.ActorId ?? SubjectKey.Nobody));
        var target = Decrypt(row, row.TargetData, keys.GetValueOrDefault(TargetSubject(row)));
        return new AuditPersonalData(
            (string?)actor?["ip"], (string?)actor?["user_agent"], target?["old"] as JsonObject, target?["new"] as JsonObject, (string?)target?["detail"]);
    }

    private static Guid TargetSubject(AuditRow row) =>
        row.TargetType == AuditEntry.UserTarget && Guid.TryParse(row.TargetId, out var id) ? id : SubjectKey.Nobody;

    private static JsonObject ActorMembers(AuditEntry entry) => Present(("ip", entry.Actor.IpAddress), ("user_agent", entry.Actor.UserAgent));

    private static JsonObject TargetMembers(AuditEntry entry) =>
        Present(("old", entry.OldValues?.DeepClone()), ("new", entry.NewValues?.DeepClone()), ("detail", entry.Detail));

    private static JsonObject Present(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var present = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null) present[name] = value;
        }

        return present;
    }

    private async Task<byte[]?> EncryptAsync(IdentityDb db, AuditRow row, Guid subject, JsonObject members, CancellationToken cancellationToken)
    {
        if (members.Count == 0 || await keys.GetOrCreateAsync(db, subject, cancellationToken) is not { } key) return null;
        var plain = JsonSerializer.SerializeToUtf8Bytes(members);
        var sealedBytes = new byte[Overhead + plain.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(1 + NonceLength, plain.Length), sealedBytes.AsSpan(^TagLength), row.Id.ToByteArray());
        return sealedBytes;
    }

    private static JsonObject? Decrypt(AuditRow row, byte[]? data, byte[]? key)
    {
        if (key is null || data is not [Version, ..] || data.Length < Overhead) return null;
        var plain = new byte[data.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(data.AsSpan(1, NonceLength), data.AsSpan(1 + NonceLength, plain.Length), data.AsSpan(^TagLength), plain, row.Id.ToByteArray());
        }
        catch (AuthenticationTagMismatchException)
        {
            return null; // changed behind our back: verification of the chain names this record
        }

        return JsonNode.Parse(plain) as JsonObject;
    }
}

/// <summary>What a record says about people.</summary>
internal sealed record AuditPersonalData(string? IpAddress, string? UserAgent, JsonObject? OldValues, JsonObject? NewValues, string? Detail);
