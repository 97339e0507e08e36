using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace OidcEngine.Keys;

/// <summary>A key that authenticates refresh tokens. Its id stands in each of them.</summary>
/// <param name="Id">The octets of the key id.</param>
/// <param name="Secret">The HMAC key.</param>
/// <param name="ActiveFrom">From when new families use it.</param>
internal sealed record RefreshTokenKey(byte[] Id, byte[] Secret, DateTimeOffset ActiveFrom)
{
    public static bool TryCreate(StoredKey stored, [NotNullWhen(true)] out RefreshTokenKey? key)
    {
        key = null;
        Span<byte> id = stackalloc byte[NewKey.IdSize];
        var status = Base64Url.DecodeFromChars(stored.KeyId, id, out _, out var length);
        if (status != OperationStatus.Done || length != NewKey.IdSize) return false;
        key = new RefreshTokenKey(id.ToArray(), stored.Secret, stored.ActiveFrom);
        return true;
    }
}
