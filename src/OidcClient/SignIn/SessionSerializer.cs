using System.Buffers.Text;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication;

namespace OidcClient.SignIn;

/// <summary>Writes a session in few octets, so that its tokens fit into one cookie: names that every session has are one octet,
/// and the parts of a JWT are written as what their base64url stands for.</summary>
internal sealed class SessionSerializer : IDataSerializer<AuthenticationTicket>
{
    private const byte Version = 1;
    private const byte PlainText = 0;
    private const byte JwtParts = 1;

    // The place in this list is the octet in the cookie: only ever add at the end.
    private static readonly string[] Names =
    [
        "", ".issued", ".expires", ".persistent", ".refresh", ".TokenNames", ".Token.access_token", ".Token.refresh_token",
        ".Token.id_token", ".Token.expires_at", "sub", "name", "preferred_username", "email", "sid", "auth_time", "acr", "amr", "session_state",
    ];

    public byte[] Serialize(AuthenticationTicket model)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(Version);
            writer.Write(model.AuthenticationScheme);
            WriteAll(writer, [.. model.Principal.Claims.Select(claim => (claim.Type, claim.Value))]);
            WriteAll(writer, [.. model.Properties.Items.Select(item => (item.Key, item.Value ?? ""))]);
        }
        return bytes.ToArray();
    }

    public AuthenticationTicket? Deserialize(byte[] data)
    {
        using var reader = new BinaryReader(new MemoryStream(data), Encoding.UTF8);
        if (reader.ReadByte() != Version) return null;
        var scheme = reader.ReadString();
        var identity = new ClaimsIdentity(scheme, nameType: "name", roleType: "roles");
        foreach (var (name, value) in ReadAll(reader)) identity.AddClaim(new Claim(name, value));
        var properties = new AuthenticationProperties();
        foreach (var (name, value) in ReadAll(reader)) properties.Items[name] = value;
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, scheme);
    }

    private static void WriteAll(BinaryWriter writer, List<(string Name, string Value)> entries)
    {
        writer.Write7BitEncodedInt(entries.Count);
        foreach (var (name, value) in entries)
        {
            var place = Math.Max(Array.IndexOf(Names, name), 0);
            writer.Write((byte)place);
            if (place == 0) writer.Write(name);
            WriteValue(writer, value);
        }
    }

    private static IEnumerable<(string Name, string Value)> ReadAll(BinaryReader reader)
    {
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var place = reader.ReadByte();
            yield return (place == 0 ? reader.ReadString() : Names[place], ReadValue(reader));
        }
    }

    private static void WriteValue(BinaryWriter writer, string value)
    {
        var parts = value.Split('.');
        if (parts.Length != 3 || !Array.TrueForAll(parts, IsBase64Url))
        {
            writer.Write(PlainText);
            writer.Write(value);
            return;
        }
        writer.Write(JwtParts);
        foreach (var part in parts)
        {
            var bytes = Base64Url.DecodeFromChars(part);
            writer.Write7BitEncodedInt(bytes.Length);
            writer.Write(bytes);
        }
    }

    private static string ReadValue(BinaryReader reader) => reader.ReadByte() == PlainText
        ? reader.ReadString()
        : $"{ReadPart(reader)}.{ReadPart(reader)}.{ReadPart(reader)}";

    private static string ReadPart(BinaryReader reader) =>
        Base64Url.EncodeToString(reader.ReadBytes(reader.Read7BitEncodedInt()));

    /// <summary>Whether decoding and encoding gives back the very text.</summary>
    private static bool IsBase64Url(string text) =>
        text.Length > 0 && Base64Url.IsValid(text) && Base64Url.EncodeToString(Base64Url.DecodeFromChars(text)) == text;
}
