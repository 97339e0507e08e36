using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Jose;
using OidcEngine.Clients;

namespace OidcEngine.Tests.Host;

/// <summary>A request object that is right, to be made wrong in one point.</summary>
internal sealed class RequestObject
{
    private RequestObject(JsonObject header, JsonObject claims) => (Header, Claims) = (header, claims);

    public JsonObject Header { get; }

    public JsonObject Claims { get; }

    /// <summary>RFC 9101 §4: everything that the client would have sent as parameters, and for whom and until when.</summary>
    public static RequestObject Of(EngineHost host, Client client, SigningKey key, AuthorizeRequest? request = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = client.ClientId,
            ["aud"] = EngineHost.Issuer,
            ["exp"] = host.Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in (request ?? AuthorizeRequest.Of(client)).Parameters) claims[name] = value;
        return new RequestObject(new JsonObject { ["alg"] = key.Algorithm, ["kid"] = key.KeyId, ["typ"] = JwtTypes.RequestObject }, claims);
    }

    public RequestObject With(string claim, JsonNode? value)
    {
        Claims[claim] = value;
        return this;
    }

    public RequestObject Without(string claim)
    {
        Claims.Remove(claim);
        return this;
    }

    public RequestObject WithHeader(string member, JsonNode? value)
    {
        if (value is null) Header.Remove(member);
        else Header[member] = value;
        return this;
    }

    /// <summary>What is signed, RFC 7515 §5.1.</summary>
    public string SigningInput => $"{Encode(Header)}.{Encode(Claims)}";

    public string Sign(SigningKey key)
    {
        var signature = new byte[SigningKey.MaxSignatureSize];
        var length = key.Sign(Encoding.ASCII.GetBytes(SigningInput), signature);
        return $"{SigningInput}.{Base64Url.EncodeToString(signature.AsSpan(0, length))}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
