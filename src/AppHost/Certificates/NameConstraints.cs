using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace AppHost.Certificates;

/// <summary>The name constraints of an authority, RFC 5280 §4.2.1.10.</summary>
internal static class NameConstraints
{
    private static readonly Asn1Tag PermittedSubtrees = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    /// <summary>localhost and its subdomains, 127.0.0.0/8 and ::1.</summary>
    public static X509Extension ThisMachine()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(PermittedSubtrees))
        {
            using (writer.PushSequence()) writer.WriteCharacterString(UniversalTagNumber.IA5String, "localhost", DnsName);
            using (writer.PushSequence()) writer.WriteOctetString([127, 0, 0, 0, 255, 0, 0, 0], IpAddress); // address, mask
            using (writer.PushSequence()) writer.WriteOctetString([.. new byte[15], 1, .. Enumerable.Repeat((byte)255, 16)], IpAddress);
        }

        return new X509Extension("2.5.29.30", writer.Encode(), critical: true);
    }
}
