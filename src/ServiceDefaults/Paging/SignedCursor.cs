using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace ServiceDefaults.Paging;

/// <summary>Where the next page of a list begins. It is sealed with the installation's Data Protection keys, so every instance
/// opens it, and it is bound to the caller and the query, so it fits no other list.</summary>
public sealed class SignedCursor(IDataProtectionProvider protection)
{
    private const string Purpose = "ServiceDefaults.Paging.Cursor.v1";

    /// <param name="position">The sort key of the last row of this page.</param>
    /// <param name="caller">Who reads the list.</param>
    /// <param name="query">Everything that selects and orders the list, in a fixed spelling.</param>
    public string Seal<T>(T position, string caller, string query) =>
        WebEncoders.Base64UrlEncode(Protector(caller, query).Protect(JsonSerializer.SerializeToUtf8Bytes(position)));

    /// <summary>False for a cursor of another caller, another query, or nobody.</summary>
    public bool TryOpen<T>(string cursor, string caller, string query, [NotNullWhen(true)] out T? position)
    {
        position = default;
        if (cursor.Length > 2048) return false;
        try
        {
            position = JsonSerializer.Deserialize<T>(Protector(caller, query).Unprotect(WebEncoders.Base64UrlDecode(cursor)));
            return position is not null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            return false;
        }
    }

    private IDataProtector Protector(string caller, string query) =>
        protection.CreateProtector(Purpose, caller, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(query))));
}
