using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.MasterKeys;

namespace ServiceDefaults.Tests.MasterKeys;

public sealed class MasterKeyTests
{
    private static readonly byte[] Old = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] New = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void What_was_wrapped_is_unwrapped_and_differs_each_time()
    {
        var key = new MasterKey([Old]);
        var (one, other) = (key.Wrap("secret"u8, "test"), key.Wrap("secret"u8, "test"));
        Assert.NotEqual(one, other);
        Assert.Equal(-1, one.AsSpan().IndexOf("secret"u8));
        Assert.Equal("secret"u8.ToArray(), key.Unwrap(other, "test"));
        Assert.Equal(1 + 4 + 12 + 6 + 16, one.Length);
    }

    [Fact]
    public void The_first_key_writes_and_all_read()
    {
        var before = new MasterKey([Old]).Wrap("secret"u8, "test");
        var rotated = new MasterKey([New, Old]);
        Assert.Equal("secret"u8.ToArray(), rotated.Unwrap(before, "test"));
        Assert.Equal("secret"u8.ToArray(), new MasterKey([New]).Unwrap(rotated.Wrap("secret"u8, "test"), "test"));
        Assert.ThrowsAny<CryptographicException>(() => new MasterKey([New]).Unwrap(before, "test"));
    }

    [Fact]
    public void A_value_serves_its_own_purpose_alone()
    {
        var key = new MasterKey([Old]);
        Assert.ThrowsAny<CryptographicException>(() => key.Unwrap(key.Wrap("secret"u8, "one"), "other"));
    }

    [Fact]
    public void A_value_that_was_changed_or_cut_anywhere_is_refused()
    {
        var key = new MasterKey([Old]);
        var wrapped = key.Wrap("secret"u8, "test");
        for (var i = 0; i < wrapped.Length; i++)
        {
            var changed = wrapped.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Unwrap(changed, "test"));
            Assert.ThrowsAny<CryptographicException>(() => key.Unwrap(wrapped.AsSpan(0, i), "test"));
        }
    }

    [Fact]
    public void A_key_of_another_length_is_no_master_key() => Assert.Throws<ArgumentException>(() => new MasterKey([new byte[16]]));

    [Fact]
    public void Data_protections_keys_come_back_as_they_were()
    {
        var key = new MasterKey([Old]);
        var services = new ServiceCollection().AddSingleton(key).BuildServiceProvider();
        var secret = new XElement("secret", new XAttribute("kind", "master"), Encoding.UTF8.GetString("s3cret"u8));

        var encrypted = new MasterKeyXmlEncryptor(key).Encrypt(secret);

        Assert.DoesNotContain("s3cret", encrypted.EncryptedElement.ToString(), StringComparison.Ordinal);
        Assert.Equal(typeof(MasterKeyXmlDecryptor), encrypted.DecryptorType);
        Assert.True(XNode.DeepEquals(secret, new MasterKeyXmlDecryptor(services).Decrypt(encrypted.EncryptedElement)));
    }
}
