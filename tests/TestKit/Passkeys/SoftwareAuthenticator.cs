using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TestKit.Passkeys;

/// <summary>An authenticator with one passkey, and the browser before it (WebAuthn §6 and §5): made of the framework's own parts so that nothing is
/// tested by itself. It answers rightly, or as a <see cref="WrongAnswer"/> says.</summary>
/// <param name="origin">Of the page that asks.</param>
public sealed class SoftwareAuthenticator(string origin) : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte BackupEligible = 0x08;
    private const byte BackedUp = 0x10;
    private const byte AttestedData = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] CredentialId { get; init; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Who keeps the passkey (§6.5.1).</summary>
    public Guid Aaguid { get; init; }

    /// <summary>It may be copied to other devices, and was.</summary>
    public bool IsSynced { get; init; }

    /// <summary>Goes up by one with each answer; stays at zero in passkeys that are synced.</summary>
    public uint Counter { get; set; }

    /// <summary>The person that the passkey is of, once it was made.</summary>
    public string? UserHandle { get; private set; }

    /// <summary><c>navigator.credentials.create(options)</c>, as JSON.</summary>
    public string Create(string options, WrongAnswer? wrong = null)
    {
        var asked = JsonNode.Parse(options)!;
        UserHandle = (string)asked["user"]!["id"]!;
        var clientData = ClientData("webauthn.create", asked, wrong);
        var authenticatorData = AuthenticatorData((string)asked["rp"]!["id"]!, AttestedData, wrong, AttestedCredential());
        return Credential(wrong, new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["attestationObject"] = Base64Url.EncodeToString(AttestationObject(authenticatorData)),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary><c>navigator.credentials.get(options)</c>, as JSON.</summary>
    public string Get(string options, WrongAnswer? wrong = null)
    {
        var asked = JsonNode.Parse(options)!;
        var clientData = ClientData("webauthn.get", asked, wrong);
        var authenticatorData = AuthenticatorData((string)asked["rpId"]!, 0, wrong, []);
        var signature = _key.SignData(
            [.. authenticatorData, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(wrong, new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(wrong?.AfterSigning is { } change ? change(clientData) : clientData),
            ["authenticatorData"] = Base64Url.EncodeToString(authenticatorData),
            ["signature"] = Base64Url.EncodeToString(wrong?.Signature ?? signature),
            ["userHandle"] = wrong is { LeavesOutUserHandle: true } ? null : wrong?.UserHandle ?? UserHandle,
        });
    }

    public void Dispose() => _key.Dispose();

    private byte[] ClientData(string type, JsonNode asked, WrongAnswer? wrong)
    {
        var data = new JsonObject
        {
            ["type"] = wrong?.Type ?? type,
            ["challenge"] = wrong?.Challenge ?? (string)asked["challenge"]!,
            ["origin"] = wrong?.Origin ?? origin,
            ["crossOrigin"] = wrong?.TopOrigin is not null,
        };
        if (wrong?.TopOrigin is { } top) data["topOrigin"] = top;
        return Encoding.UTF8.GetBytes(data.ToJsonString());
    }

    private byte[] AuthenticatorData(string domain, byte more, WrongAnswer? wrong, byte[] attested)
    {
        var flags = (byte)(more | UserPresent | UserVerified | (IsSynced ? BackupEligible | BackedUp : 0));
        if (wrong is { IsUserVerified: false }) flags &= unchecked((byte)~UserVerified);
        if (wrong is { IsUserPresent: false }) flags &= unchecked((byte)~UserPresent);
        if (wrong is { FlipsBackupEligibility: true }) flags ^= BackupEligible;
        if (!IsSynced) Counter++;
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, wrong?.Counter ?? Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(wrong?.Domain ?? domain)), flags, .. counter, .. attested];
    }

    private byte[] AttestedCredential()
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)CredentialId.Length);
        return [.. Aaguid.ToByteArray(bigEndian: true), .. length, .. CredentialId, .. PublicKey()];
    }

    // RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256, x, y.
    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            writer.WriteInt32(label);
            writer.WriteInt32(value);
        }

        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] AttestationObject(byte[] authenticatorData)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(authenticatorData);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private string Credential(WrongAnswer? wrong, JsonObject response)
    {
        var id = Base64Url.EncodeToString(wrong?.CredentialId ?? CredentialId);
        return new JsonObject
        {
            ["id"] = id,
            ["rawId"] = id,
            ["type"] = "public-key",
            ["authenticatorAttachment"] = "platform",
            ["clientExtensionResults"] = new JsonObject(),
            ["response"] = response,
        }.ToJsonString();
    }
}
