using System.Text.Json;
using System.Text.Json.Nodes;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Clients;

/// <summary>What each <c>token_endpoint_auth_method</c> needs beside it: OIDC Core §9, RFC 8705 §2.</summary>
public sealed class CredentialRulesTests
{
    private const string Secret = "0123456789-0123456789-0123456789";

    private static readonly string Jwks = TestKeys.Jwks(TestKeys.ES256("k1"));

    [Theory]
    [InlineData("client_secret_basic", "client_secret")]
    [InlineData("client_secret_post", "client_secret")]
    [InlineData("client_secret_jwt", "client_secret")]
    [InlineData("private_key_jwt", "jwks")]
    [InlineData("private_key_jwt", "jwks_uri")]
    [InlineData("self_signed_tls_client_auth", "jwks")]
    [InlineData("self_signed_tls_client_auth", "jwks_uri")]
    [InlineData("tls_client_auth", "tls_client_auth_subject_dn")]
    [InlineData("tls_client_auth", "tls_client_auth_san_dns")]
    [InlineData("tls_client_auth", "tls_client_auth_san_uri")]
    [InlineData("tls_client_auth", "tls_client_auth_san_ip")]
    [InlineData("tls_client_auth", "tls_client_auth_san_email")]
    public void Each_method_is_registered_with_what_it_needs_and_not_without(string method, string member)
    {
        var json = Json(method);
        Assert.NotEmpty(ErrorsOf(json));
        json[member] = ValueOf(member);
        Assert.Empty(ErrorsOf(json));
    }

    [Theory]
    [InlineData("private_key_jwt", "jwks")]
    [InlineData("self_signed_tls_client_auth", "jwks")]
    [InlineData("tls_client_auth", "tls_client_auth_subject_dn")]
    public void A_method_without_a_secret_has_none_beside_it(string method, string member)
    {
        var json = Json(method);
        json[member] = ValueOf(member);
        json["client_secret"] = Secret;
        Assert.Equal(["client_secret"], ErrorsOf(json));
    }

    [Theory]
    [InlineData("client_secret_basic", "client_secret")]
    [InlineData("private_key_jwt", "jwks")]
    [InlineData("self_signed_tls_client_auth", "jwks")]
    public void The_subject_of_a_certificate_belongs_to_one_method(string method, string member)
    {
        var json = Json(method);
        json[member] = ValueOf(member);
        json["tls_client_auth_san_dns"] = "client.example";
        Assert.Equal(["tls_client_auth_san_dns"], ErrorsOf(json));
    }

    [Fact] // RFC 8705 §2.1.2
    public void One_subject_alone_is_registered()
    {
        var json = Json("tls_client_auth");
        json["tls_client_auth_san_dns"] = "client.example";
        json["tls_client_auth_subject_dn"] = "CN=client";
        Assert.Contains("tls_client_auth_san_dns", ErrorsOf(json));
    }

    [Theory]
    [InlineData("private_key_jwt", "HS256")]
    [InlineData("private_key_jwt", "none")]
    [InlineData("private_key_jwt", "EdDSA")]
    [InlineData("client_secret_jwt", "ES256")]
    [InlineData("client_secret_jwt", "none")]
    public void The_algorithm_fits_the_method(string method, string alg)
    {
        var json = Json(method);
        var member = method == "private_key_jwt" ? "jwks" : "client_secret";
        json[member] = ValueOf(member);
        json["token_endpoint_auth_signing_alg"] = alg;
        Assert.Equal(["token_endpoint_auth_signing_alg"], ErrorsOf(json));
    }

    [Theory] // RFC 7518 §3.2
    [InlineData("HS256", 31, false)]
    [InlineData("HS256", 32, true)]
    [InlineData("HS384", 47, false)]
    [InlineData("HS384", 48, true)]
    [InlineData("HS512", 63, false)]
    [InlineData("HS512", 64, true)]
    [InlineData(null, 31, false)]
    public void A_secret_is_as_long_as_the_hash_also_in_development(string? alg, int length, bool taken)
    {
        var json = Json("client_secret_jwt");
        json["client_secret"] = new string('s', length);
        if (alg is not null) json["token_endpoint_auth_signing_alg"] = alg;
        Assert.Equal(taken, ErrorsOf(json, allowShortSecrets: true).Count == 0);
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}]}""")]
    public void A_key_set_has_a_public_key_that_can_be_used(string jwks)
    {
        var json = Json("private_key_jwt");
        json["jwks"] = JsonNode.Parse(jwks);
        Assert.Equal(["jwks"], ErrorsOf(json));
    }

    [Theory]
    [InlineData("tls_client_auth_subject_dn", "client")]
    [InlineData("tls_client_auth_subject_dn", "CN=a+OU=b")]
    [InlineData("tls_client_auth_san_ip", "client.example")]
    public void A_subject_can_be_compared(string member, string value)
    {
        var json = Json("tls_client_auth");
        json[member] = value;
        Assert.Equal([member], ErrorsOf(json));
    }

    private static JsonObject Json(string method) => new()
    {
        ["client_id"] = "app",
        ["grant_types"] = new JsonArray("client_credentials"),
        ["token_endpoint_auth_method"] = method,
    };

    private static JsonNode ValueOf(string member) => member switch
    {
        "client_secret" => Secret,
        "jwks" => JsonNode.Parse(Jwks)!,
        "jwks_uri" => "https://app.example/jwks",
        "tls_client_auth_subject_dn" => "CN=client,O=Example",
        "tls_client_auth_san_ip" => "192.0.2.7",
        "tls_client_auth_san_uri" => "https://client.example/",
        "tls_client_auth_san_email" => "ops@client.example",
        _ => "client.example",
    };

    private static IReadOnlyList<string> ErrorsOf(JsonObject json, bool allowShortSecrets = false) =>
        ClientMetadata.Read(JsonElement.Parse(json.ToJsonString()), allowShortSecrets) is ClientMetadataReading.Invalid invalid
            ? [.. invalid.Errors.Select(error => error.Member)]
            : [];
}
