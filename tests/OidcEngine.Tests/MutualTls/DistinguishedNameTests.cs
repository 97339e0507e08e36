using System.Security.Cryptography.X509Certificates;
using OidcEngine.MutualTls;

namespace OidcEngine.Tests.MutualTls;

public sealed class DistinguishedNameTests
{
    [Theory] // RFC 4514 §4, its own examples where they have one attribute in each part
    [InlineData("UID=jsmith,DC=example,DC=net", "UID=jsmith, DC=example, DC=net")]
    [InlineData("CN=James \\\"Jim\\\" Smith\\, III,DC=example,DC=net", "CN=\"James \"\"Jim\"\" Smith, III\", DC=example, DC=net")]
    [InlineData("CN=Lu\\C4\\8Di\\C4\\87", "CN=Lučić")]
    [InlineData("CN=Lučić", "CN=Lučić")]
    [InlineData("cn=x,2.5.4.10=y", "CN=x, O=y")]
    [InlineData("CN=x, O=y", "CN=x, O=y")]
    [InlineData("CN=a\\=b\\+c\\;d\\<e\\>f\\\\g", "CN=\"a=b+c;d<e>f\\g\"")]
    [InlineData("CN=𝄞", "CN=𝄞")]
    public void The_string_of_a_name_is_the_name(string text, string name)
    {
        Assert.True(DistinguishedName.TryParse(text, out var parsed));
        Assert.True(parsed.Equals(DistinguishedName.Of(new X500DistinguishedName(name))));
    }

    [Theory]
    [InlineData("CN=x,O=y", "O=y, CN=x")]
    [InlineData("CN=x", "CN=X")]
    [InlineData("CN=x", "CN=x, O=y")]
    [InlineData("CN=x\\,O=y", "CN=x, O=y")]
    [InlineData("CN=x", "OU=x")]
    public void Another_name_is_another(string text, string name)
    {
        Assert.True(DistinguishedName.TryParse(text, out var parsed));
        Assert.False(parsed.Equals(DistinguishedName.Of(new X500DistinguishedName(name))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("CN=")]
    [InlineData("CN=x,")]
    [InlineData(",CN=x")]
    [InlineData("=x")]
    [InlineData("XYZ=x")]
    [InlineData("CN=x+OU=y")]
    [InlineData("CN=#04024869")]
    [InlineData("CN=\\zz")]
    [InlineData("CN=x\\")]
    [InlineData("CN=\\FF")]
    [InlineData("CN=\"x\"")]
    public void What_is_no_name_or_has_several_attributes_in_one_part_is_refused(string text) =>
        Assert.False(DistinguishedName.TryParse(text, out _));
}
