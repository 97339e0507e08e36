using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Jose;

/// <summary>Unguessable values that mean nothing by themselves: codes, session handles, identifiers of requests.</summary>
public static class Handles
{
    /// <summary>256 random bits as 43 base64url characters.</summary>
    public static string Create()
    {
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }

    /// <summary>SHA-256 of the handle's text, under which it is stored. Any text is taken: one that was not made here is
    /// simply not found.</summary>
    public static byte[] Hash(string handle) => SHA256.HashData(Encoding.UTF8.GetBytes(handle));

    /// <summary>SHA-256 of a handle of this kind, for a place that keeps handles of several kinds. It begins with a byte that no UTF-8 text
    /// holds, so no text presented as a handle of another kind ever has this hash.</summary>
    public static byte[] Hash(string kind, string handle) =>
        SHA256.HashData([0xFF, .. Encoding.UTF8.GetBytes(kind), 0xFF, .. Encoding.UTF8.GetBytes(handle)]);
}
