using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using OidcEngine.Clients;

namespace OidcEngine.MutualTls;

/// <summary>Compares what a certificate says of its subject with what a client registered, RFC 8705 §2.1.2: the whole name, never a part of
/// it, and no wildcard.</summary>
internal static class CertificateNames
{
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>The tags of GeneralName, RFC 5280 §4.2.1.6.</summary>
    private static readonly Asn1Tag Email = new(TagClass.ContextSpecific, 1), Dns = new(TagClass.ContextSpecific, 2),
        UniformResourceIdentifier = new(TagClass.ContextSpecific, 6), Address = new(TagClass.ContextSpecific, 7);

    public static bool Has(X509Certificate2 certificate, CertificateSubject expected) => expected.Member switch
    {
        CertificateSubject.SubjectDn =>
            DistinguishedName.TryParse(expected.Value, out var name) && name.Equals(DistinguishedName.Of(certificate.SubjectName)),
        CertificateSubject.SanDns => Names(certificate, Dns).Contains(expected.Value, StringComparer.OrdinalIgnoreCase), // RFC 5280 §7.2
        CertificateSubject.SanUri => Names(certificate, UniformResourceIdentifier).Contains(expected.Value, StringComparer.Ordinal),
        CertificateSubject.SanEmail => Names(certificate, Email).Contains(expected.Value, StringComparer.Ordinal),
        CertificateSubject.SanIp =>
            IPAddress.TryParse(expected.Value, out var address)
            && Names(certificate, Address).Contains(Convert.ToHexString(address.GetAddressBytes())),
        _ => false,
    };

    /// <summary>The subject's alternative names of one kind; addresses in hexadecimal digits.</summary>
    private static List<string> Names(X509Certificate2 certificate, Asn1Tag kind)
    {
        List<string> names = [];
        if (certificate.Extensions[SubjectAlternativeName] is not { } extension) return names;
        try
        {
            var list = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (list.HasData)
            {
                if (!list.PeekTag().HasSameClassAndValue(kind)) list.ReadEncodedValue();
                else if (kind == Address) names.Add(Convert.ToHexString(list.ReadOctetString(kind)));
                else names.Add(list.ReadCharacterString(UniversalTagNumber.IA5String, kind));
            }
            return names;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }
}
