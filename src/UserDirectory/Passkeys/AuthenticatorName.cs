using System.Collections.Frozen;
using System.Formats.Cbor;

namespace UserDirectory.Passkeys;

/// <summary>The keeper of a passkey by its AAGUID (WebAuthn §6.5.1), as it calls itself. It is what the authenticator says: a name for a list, and
/// no proof of anything.</summary>
internal static class AuthenticatorName
{
    private const int AaguidStart = 37; // §6.1: hash of the domain, flags and counter come before
    private const int AaguidLength = 16;

    private static readonly FrozenDictionary<Guid, string> Known = new Dictionary<string, string>
    {
        ["ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"] = "Google Password Manager",
        ["adce0002-35bc-c60a-648b-0b25f1f05503"] = "Chrome on Mac",
        ["771b48fd-d3d4-4f74-9232-fc157ab0507a"] = "Edge on Mac",
        ["08987058-cadc-4b81-b6e1-30de50dcbe96"] = "Windows Hello",
        ["9ddd1817-af5a-4672-a2b9-3e3dd95000a9"] = "Windows Hello",
        ["6028b017-b1d4-4c02-b4b3-afcdafc96bb2"] = "Windows Hello",
        ["fbfc3007-154e-4ecc-8c0b-6e020557d7bd"] = "Apple Passwords",
        ["dd4ec289-e01d-41c9-bb89-70fa845d4bf2"] = "iCloud Keychain",
        ["53414d53-554e-4700-0000-000000000000"] = "Samsung Pass",
        ["bada5566-a7aa-401f-bd96-45619a55120d"] = "1Password",
        ["d548826e-79b4-db40-a3d8-11116f7e8349"] = "Bitwarden",
        ["531126d6-e717-415c-9320-3d9aa6981239"] = "Dashlane",
        ["b84e4048-15dc-4dd0-8640-f4f60813c8af"] = "NordPass",
        ["0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6"] = "Keeper",
        ["fdb141b2-5d84-443e-8a35-4698c205a502"] = "KeePassXC",
        ["50726f74-6f6e-5061-7373-50726f746f6e"] = "Proton Pass",
    }.ToFrozenDictionary(entry => Guid.Parse(entry.Key), entry => entry.Value);

    /// <summary>Null when it is not known.</summary>
    /// <param name="attestationObject">Already checked (§6.5).</param>
    public static string? Of(byte[] attestationObject)
    {
        var reader = new CborReader(attestationObject);
        for (var left = reader.ReadStartMap() ?? 0; left > 0; left--)
        {
            if (reader.ReadTextString() != "authData")
            {
                reader.SkipValue();
                continue;
            }

            var data = reader.ReadByteString();
            return data.Length >= AaguidStart + AaguidLength ? Known.GetValueOrDefault(new Guid(data.AsSpan(AaguidStart, AaguidLength), bigEndian: true)) : null;
        }

        return null;
    }
}
