using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using TestKit.Certificates;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>The certificates that clients show (RFC 8705), as files in a folder: one of an authority that the product trusts, one that vouches for itself.</summary>
internal sealed class ClientCertificates
{
    private readonly string _folder;

    public ClientCertificates(string folder)
    {
        _folder = folder;
        using var authority = new TestAuthority();
        File.WriteAllText(AuthorityFile, authority.Pem);
        using var issued = authority.Issue("CN=service, O=Example");
        Write("tls-issued", issued);
        using var own = TestAuthority.SelfSigned("CN=anybody", TimeProvider.System.GetUtcNow());
        Write("tls-own", own);
        using var key = own.GetECDsaPublicKey()!;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        OwnKey = new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    public string AuthorityFile => Path.Combine(_folder, "clients-ca.crt");

    /// <summary>The public key of the certificate that vouches for itself, as its client registers it (§2.2.2).</summary>
    public JsonObject OwnKey { get; }

    /// <summary>What mtls.mjs is told of the certificate of a client.</summary>
    public JsonObject SettingsOf(string clientId) => new()
    {
        ["certificateFile"] = Path.Combine(_folder, $"{clientId}.crt"),
        ["keyFile"] = Path.Combine(_folder, $"{clientId}.key"),
    };

    private void Write(string clientId, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(_folder, $"{clientId}.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, $"{clientId}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
