using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Jose.Tests;

/// <summary>Tokens that the writer would never write, signed all the same.</summary>
internal static class TestTokens
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly SigningKey Key = SigningKey.Generate(JwsAlgorithms.ES256, "k1");

    public static string GoodHeader => """{"alg":"ES256","kid":"k1","typ":"at+jwt"}""";

    public static string GoodClaims => $$"""{"iss":"https://idp.example","aud":"https://api.example","exp":{{Now.ToUnixTimeSeconds() + 60}}}""";

    public static JwtExpectations Expectations => new()
    {
        Type = JwtTypes.AccessToken,
        Keys = new VerificationKeySet([Key.PublicKey]),
        Time = new FixedTime(Now),
        Issuer = "https://idp.example",
        Audiences = ["https://api.example"],
    };

    public static string Sign(string header, string claims, SigningKey? key = null) =>
        Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims), key);

    public static string Sign(byte[] header, byte[] claims, SigningKey? key = null)
    {
        var signed = Encode(header) + "." + Encode(claims);
        return signed + "." + Encode((key ?? Key).Sign(Encoding.ASCII.GetBytes(signed)));
    }

    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static JsonWebKey Jwk(string json) =>
        JsonWebKey.TryParse(JsonElement.Parse(json), out var key) ? key : throw new InvalidDataException("no key");

    public static Jwt AssertValid(JwtReading reading) => Assert.IsType<JwtReading.Valid>(reading).Token;

    public static void AssertFault(JwtFault fault, JwtReading reading) =>
        Assert.Equal(fault, Assert.IsType<JwtReading.Invalid>(reading).Fault);
}
