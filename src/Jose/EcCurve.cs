using System.Security.Cryptography;

namespace Jose;

/// <summary>A curve of RFC 7518 §6.2.1.1, with the octets that each coordinate has (§6.2.1.2).</summary>
internal sealed record EcCurve(string Name, ECCurve Parameters, int CoordinateSize)
{
    public static readonly EcCurve P256 = new("P-256", ECCurve.NamedCurves.nistP256, 32);

    public static readonly EcCurve P384 = new("P-384", ECCurve.NamedCurves.nistP384, 48);

    public static EcCurve? Find(string? name) => name switch { "P-256" => P256, "P-384" => P384, _ => null };
}
