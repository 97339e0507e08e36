using System.Buffers.Text;
using System.Security.Cryptography;
using OidcEngine.Keys;
using OidcEngine.Token;

namespace OidcEngine.Tests.Token;

public sealed class RefreshTokenTests
{
    private const string Issuer = "https://idp.example";

    private static readonly RefreshTokenKey Key = new(
        RandomNumberGenerator.GetBytes(9), RandomNumberGenerator.GetBytes(32), DateTimeOffset.MinValue);

    private static readonly Guid Family = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    [Fact]
    public void A_token_is_read_as_it_was_written()
    {
        var token = new RefreshToken(Key, Family, 7);
        Assert.Equal(token, RefreshToken.Read(token.Write(Issuer), Key, Issuer));
        Assert.Equal(Key.Id, RefreshToken.KeyIdOf(token.Write(Issuer)));
    }

    [Fact]
    public void The_same_place_is_always_the_same_text() =>
        Assert.Equal(new RefreshToken(Key, Family, 2).Write(Issuer), new RefreshToken(Key, Family, 2).Write(Issuer));

    [Fact]
    public void A_token_for_another_issuer_is_none() =>
        Assert.Null(RefreshToken.Read(new RefreshToken(Key, Family, 1).Write(Issuer), Key, "https://idp.example/two"));

    [Fact]
    public void A_token_under_another_key_is_none()
    {
        var other = Key with { Secret = RandomNumberGenerator.GetBytes(32) };
        Assert.Null(RefreshToken.Read(new RefreshToken(other, Family, 1).Write(Issuer), Key, Issuer));
    }

    [Fact] // each of its 62 octets is covered
    public void Any_changed_bit_makes_it_none()
    {
        var octets = Base64Url.DecodeFromChars(new RefreshToken(Key, Family, 1).Write(Issuer));
        for (var i = 0; i < octets.Length; i++)
        {
            octets[i] ^= 1;
            Assert.Null(RefreshToken.Read(Base64Url.EncodeToString(octets), Key, Issuer));
            octets[i] ^= 1;
        }
        Assert.NotNull(RefreshToken.Read(Base64Url.EncodeToString(octets), Key, Issuer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQ")]
    [InlineData("                                                                                   ")]
    [InlineData("===================================================================================")]
    [InlineData("ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé")]
    public void What_is_no_token_has_no_key(string text) => Assert.Null(RefreshToken.KeyIdOf(text));
}
