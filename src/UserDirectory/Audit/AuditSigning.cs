using System.Buffers;
using System.Text;
using System.Text.Json;
using Jose;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Signs and verifies checkpoints with keys of the trail's own: the protocol's keys retire after weeks, and a checkpoint must be
/// verifiable for years.</summary>
internal sealed class AuditSigning(MasterKey masterKey, TimeProvider time)
{
    private const string Purpose = "audit.signing_key";

    /// <summary>In the caller's transaction.</summary>
    public async Task SignAsync(IdentityDb db, AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        using var key = await KeyAsync(db, cancellationToken);
        checkpoint.KeyId = key.KeyId;
        checkpoint.Signature = key.Sign(AuditChain.Statement(checkpoint));
    }

    public static async Task<bool> IsSignedAsync(IdentityDb db, AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var row = await db.Set<AuditSigningKey>().AsNoTracking().FirstOrDefaultAsync(key => key.KeyId == checkpoint.KeyId, cancellationToken);
        if (row is null) return false;
        using var json = JsonDocument.Parse(row.PublicKey);
        return JsonWebKey.TryParse(json.RootElement, out var publicKey)
            && publicKey.Thumbprint() == checkpoint.KeyId // the id is the key: another key cannot take its place
            && VerificationKey.TryCreate(publicKey, JwsAlgorithms.ES256, out var verification)
            && verification.Verify(AuditChain.Statement(checkpoint), checkpoint.Signature);
    }

    private async Task<SigningKey> KeyAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var row = await db.Set<AuditSigningKey>().AsNoTracking().OrderByDescending(key => key.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (row is not null) return SigningKey.Import(JwsAlgorithms.ES256, row.KeyId, masterKey.Unwrap(row.WrappedKey, Purpose));

        using var fresh = SigningKey.Generate(JwsAlgorithms.ES256, "");
        var pkcs8 = fresh.ExportPkcs8();
        var key = SigningKey.Import(JwsAlgorithms.ES256, fresh.PublicKey.Thumbprint(), pkcs8);
        db.Add(new AuditSigningKey
        {
            KeyId = key.KeyId,
            PublicKey = Json(key.PublicKey),
            WrappedKey = masterKey.Wrap(pkcs8, Purpose),
            CreatedAt = time.GetUtcNow(),
        });
        return key;
    }

    private static string Json(JsonWebKey key)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        key.WriteTo(json);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
