using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static Jose.Tests.TestTokens;

namespace Jose.Tests;

public sealed class JwtWriterTests
{
    [Theory]
    [InlineData(JwsAlgorithms.ES256)]
    [InlineData(JwsAlgorithms.ES384)]
    [InlineData(JwsAlgorithms.RS256)]
    [InlineData(JwsAlgorithms.PS256)]
    public void What_is_written_is_read_back(string algorithm)
    {
        using var key = SigningKey.Generate(algorithm, "clé");
        var token = JwtWriter.Sign(key, JwtTypes.AccessToken, "Zoë <b> \"quoted\"", WriteClaims);

        var jwt = AssertValid(JwtReader.Read(token, Expectations with { Keys = new VerificationKeySet([key.PublicKey]) }));

        Assert.Equal((algorithm, "clé", "at+jwt"), (jwt.Algorithm, jwt.KeyId, jwt.Type));
        Assert.Equal("Zoë <b> \"quoted\"", jwt.String("name"));
    }

    [Theory]
    [InlineData(JwsAlgorithms.ES256)]
    [InlineData(JwsAlgorithms.ES384)]
    [InlineData(JwsAlgorithms.RS256)]
    [InlineData(JwsAlgorithms.PS256)]
    public async Task Another_implementation_reads_what_is_written(string algorithm)
    {
        using var key = SigningKey.Generate(algorithm, "k1");
        var token = JwtWriter.Sign(key, JwtTypes.AccessToken, "alice", WriteClaims);
        using var json = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(json)) key.PublicKey.WriteTo(writer);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidTypes = ["at+jwt"],
            ValidIssuer = "https://idp.example",
            ValidAudience = "https://api.example",
            IssuerSigningKey = Microsoft.IdentityModel.Tokens.JsonWebKey.Create(System.Text.Encoding.UTF8.GetString(json.ToArray())),
            LifetimeValidator = (_, expires, _, _) => expires == Now.AddMinutes(5).UtcDateTime,
        });

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal("alice", result.Claims["name"]);
    }

    [Theory]
    [InlineData(SecurityAlgorithms.EcdsaSha256)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256)]
    public void What_another_implementation_writes_is_read(string algorithm)
    {
        using var key = SigningKey.Generate(algorithm, "k1");
        using var ec = System.Security.Cryptography.ECDsa.Create();
        using var rsa = System.Security.Cryptography.RSA.Create();
        SecurityKey theirs;
        if (algorithm == SecurityAlgorithms.EcdsaSha256)
        {
            ec.ImportPkcs8PrivateKey(key.ExportPkcs8(), out _);
            theirs = new ECDsaSecurityKey(ec) { KeyId = "k1" };
        }
        else
        {
            rsa.ImportPkcs8PrivateKey(key.ExportPkcs8(), out _);
            theirs = new RsaSecurityKey(rsa) { KeyId = "k1" };
        }

        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "https://idp.example",
            Audience = "https://api.example",
            Expires = Now.AddMinutes(5).UtcDateTime,
            SigningCredentials = new SigningCredentials(theirs, algorithm),
        });

        AssertValid(JwtReader.Read(token, Expectations with { Keys = new VerificationKeySet([key.PublicKey]) }));
    }

    [Fact]
    public void A_callback_may_sign_another_token_meanwhile()
    {
        var outer = JwtWriter.Sign(Key, JwtTypes.AccessToken, Key, static (writer, key) =>
        {
            writer.WriteString("iss", "https://idp.example");
            writer.WriteString("inner", JwtWriter.Sign(key, JwtTypes.AccessToken, "inner", WriteClaims));
            writer.WriteString("aud", "https://api.example");
            writer.WriteNumber("exp", Now.AddMinutes(5).ToUnixTimeSeconds());
        });

        var inner = AssertValid(JwtReader.Read(outer, Expectations)).String("inner")!;

        Assert.Equal("inner", AssertValid(JwtReader.Read(inner, Expectations)).String("name"));
    }

    [Fact]
    public void A_callback_that_fails_leaves_nothing_behind_for_the_next_token()
    {
        Assert.Throws<InvalidOperationException>(() => JwtWriter.Sign(Key, JwtTypes.AccessToken, 0, static (writer, _) =>
        {
            writer.WriteString("secret", "of somebody else");
            throw new InvalidOperationException();
        }));

        var jwt = AssertValid(JwtReader.Read(JwtWriter.Sign(Key, JwtTypes.AccessToken, "next", WriteClaims), Expectations));

        Assert.Null(jwt.String("secret"));
    }

    [Fact]
    public void A_large_token_is_written_whole()
    {
        var name = new string('n', 100_000);
        var token = JwtWriter.Sign(Key, JwtTypes.AccessToken, name, WriteClaims);

        Assert.Equal(name, AssertValid(JwtReader.Read(token, Expectations with { MaxLength = 200_000 })).String("name"));
    }

    private static void WriteClaims(Utf8JsonWriter writer, string name)
    {
        writer.WriteString("iss", "https://idp.example");
        writer.WriteString("aud", "https://api.example");
        writer.WriteNumber("exp", Now.AddMinutes(5).ToUnixTimeSeconds());
        writer.WriteString("name", name);
    }
}
