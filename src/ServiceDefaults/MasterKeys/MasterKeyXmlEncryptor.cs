using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ServiceDefaults.MasterKeys;

/// <summary>Keeps the keys of ASP.NET Core Data Protection under the master key.</summary>
public sealed class MasterKeyXmlEncryptor(MasterKey masterKey) : IXmlEncryptor
{
    internal const string Purpose = "data-protection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plaintext = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var wrapped = Convert.ToBase64String(masterKey.Wrap(plaintext, Purpose));
        return new EncryptedXmlInfo(new XElement("masterKeyWrapped", wrapped), typeof(MasterKeyXmlDecryptor));
    }
}
