using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>A key of a client's own, made for one run: its private half for the library, its public half for the registration (RFC 7517).</summary>
internal sealed record ClientKey(string Alg, string Pem, JsonObject PublicJwk)
{
    public const string KeyId = "of-this-run";

    public static ClientKey New(string alg) => alg.StartsWith("ES", StringComparison.Ordinal) ? NewEllipticCurve(alg) : NewRsa(alg);

    /// <summary>As party.mjs takes it.</summary>
    public JsonObject ForLibrary() => new() { ["alg"] = Alg, ["kid"] = KeyId, ["pem"] = Pem };

    private static ClientKey NewEllipticCurve(string alg)
    {
        var (curve, name) = alg == "ES384" ? (ECCurve.NamedCurves.nistP384, "P-384") : (ECCurve.NamedCurves.nistP256, "P-256");
        using var key = ECDsa.Create(curve);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new ClientKey(alg, key.ExportPkcs8PrivateKeyPem(), Public(alg, "EC", ("crv", name), ("x", Encode(point.X!)), ("y", Encode(point.Y!))));
    }

    private static ClientKey NewRsa(string alg)
    {
        using var key = RSA.Create(2048);
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return new ClientKey(alg, key.ExportPkcs8PrivateKeyPem(), Public(alg, "RSA", ("n", Encode(numbers.Modulus!)), ("e", Encode(numbers.Exponent!))));
    }

    private static JsonObject Public(string alg, string type, params (string Name, string Value)[] members)
    {
        var jwk = new JsonObject { ["kty"] = type, ["alg"] = alg, ["use"] = "sig", ["kid"] = KeyId };
        foreach (var (name, value) in members) jwk[name] = value;
        return jwk;
    }

    private static string Encode(byte[] number) => Base64Url.EncodeToString(number);
}
