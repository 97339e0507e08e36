using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jose;

/// <summary>The public key in a certificate, as a key set would publish it.</summary>
public static class CertificateKey
{
    /// <summary>The key; null when it is of a kind that is unknown here.</summary>
    public static JsonWebKey? Of(X509Certificate2 certificate)
    {
        using var ec = certificate.GetECDsaPublicKey();
        if (ec is not null) return Of(ec);
        using var rsa = certificate.GetRSAPublicKey();
        return rsa is null ? null : Of(rsa);
    }

    private static JsonWebKey? Of(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        var curve = parameters.Curve.Oid.Value switch
        {
            "1.2.840.10045.3.1.7" => EcCurve.P256,
            "1.3.132.0.34" => EcCurve.P384,
            _ => null,
        };
        return curve is null ? null : new JsonWebKey
        {
            Kty = KeyTypes.EC,
            Curve = curve.Name,
            X = Base64Url.EncodeToString(parameters.Q.X),
            Y = Base64Url.EncodeToString(parameters.Q.Y),
        };
    }

    private static JsonWebKey Of(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonWebKey
        {
            Kty = KeyTypes.Rsa,
            N = Base64Url.EncodeToString(parameters.Modulus),
            E = Base64Url.EncodeToString(parameters.Exponent),
        };
    }
}
