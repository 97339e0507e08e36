using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OidcEngine.Clients;

namespace OidcEngine.Tests.Clients;

public sealed class ClientMetadataTests
{
    private const string Secret = "0123456789-0123456789-0123456789";

    [Fact]
    public void Everything_that_is_written_is_read()
    {
        var json = Confidential();
        json["client_name"] = "Example";
        json["client_uri"] = "https://app.example";
        json["contacts"] = new JsonArray("ops@app.example");
        json["post_logout_redirect_uris"] = new JsonArray("https://app.example/bye");
        json["scope"] = "openid profile api.read";
        json["id_token_signed_response_alg"] = "ES256";
        json["default_max_age"] = 3600;
        json["require_auth_time"] = true;
        json["backchannel_logout_uri"] = "https://app.example/logout";
        json["backchannel_logout_session_required"] = true;
        json["first_party"] = true;
        json["allowed_cors_origins"] = new JsonArray("https://other.example");
        json["access_token_lifetime"] = 300;
        json["refresh_token_rotation"] = false;

        var client = Read(json);
        var copy = Read(With(JsonNode.Parse(Write(client))!.AsObject(), "client_secret", Secret));

        Assert.Equal(Write(client), Write(copy));
        Assert.Equal(["openid", "profile", "api.read"], client.Scopes);
        Assert.Equal(TimeSpan.FromMinutes(5), client.AccessTokenLifetime);
        Assert.True(client is { FirstParty: true, RefreshTokenRotation: false, RequireAuthTime: true });
    }

    [Fact]
    public void Secrets_are_hashed_and_never_written()
    {
        var client = Read(Confidential());
        Assert.Equal(ClientMetadata.HashSecret(Secret, null).Sha256, client.Secrets.Single().Sha256);
        Assert.DoesNotContain("secret\"", Write(client), StringComparison.Ordinal);
    }

    [Fact] // RFC 7591 §3.2.1
    public void Several_secrets_with_their_ends_can_be_in_force()
    {
        var json = Confidential();
        json["client_secret_expires_at"] = 2_000_000_000;
        var another = new JsonObject { ["client_secret"] = "another-" + Secret, ["client_secret_expires_at"] = 0 };
        json["client_secrets"] = new JsonArray(another);
        var secrets = Read(json).Secrets;
        Assert.Equal([DateTimeOffset.FromUnixTimeSeconds(2_000_000_000), null], secrets.Select(secret => secret.ExpiresAt));
    }

    [Fact]
    public void Unknown_members_are_refused_by_name()
    {
        var json = Confidential();
        json["jwks"] = new JsonObject();
        json["redirect_uri"] = "https://app.example/cb";
        Assert.Equal(["jwks", "redirect_uri"], ErrorsOf(json).Select(error => error.Member).Order());
    }

    [Fact]
    public void A_member_that_stands_there_twice_is_refused() => Assert.Contains(
        ErrorsOf("""{"client_id":"a","client_id":"b"}"""), error => error is { Member: "client_id", Rule: "It stands there twice." });

    [Theory]
    [InlineData("client_id", "\"\"")]
    [InlineData("client_id", "\"with space\"")]
    [InlineData("client_id", "\"01890a5d-ac96-774b-bcce-b302099a8057\"")]
    [InlineData("client_id", "7")]
    [InlineData("client_name", "\"line\\nbreak\"")]
    [InlineData("client_name#de", "\"line\\nbreak\"")]
    [InlineData("client_name#", "\"Name\"")]
    [InlineData("client_name#de_DE", "\"Name\"")]
    [InlineData("client_name#de", "7")]
    [InlineData("application_type", "\"desktop\"")]
    [InlineData("redirect_uris", "[]")]
    [InlineData("redirect_uris", "\"https://app.example/cb\"")]
    [InlineData("redirect_uris", "[7]")]
    [InlineData("grant_types", "[]")]
    [InlineData("grant_types", "[\"authorization_code\",\"password\"]")]
    [InlineData("grant_types", "[\"implicit\"]")]
    [InlineData("response_types", "[\"code\",\"token\"]")]
    [InlineData("response_types", "[]")]
    [InlineData("scope", "\"openid \\\"quoted\\\"\"")]
    [InlineData("scope", "\"openid offline_access\"")]
    [InlineData("scope", "[\"openid\"]")]
    [InlineData("token_endpoint_auth_method", "\"password\"")]
    [InlineData("client_secret", "\"short\"")]
    [InlineData("client_secrets", "[{\"client_secret\":\"short\"}]")]
    [InlineData("client_secrets", "[\"0123456789-0123456789-0123456789\"]")]
    [InlineData("id_token_signed_response_alg", "\"none\"")]
    [InlineData("id_token_signed_response_alg", "\"HS256\"")]
    [InlineData("access_token_signed_response_alg", "\"none\"")]
    [InlineData("access_token_signed_response_alg", "\"HS256\"")]
    [InlineData("default_max_age", "-1")]
    [InlineData("default_max_age", "1.5")]
    [InlineData("require_auth_time", "\"yes\"")]
    [InlineData("backchannel_logout_uri", "\"http://app.example/logout\"")]
    [InlineData("backchannel_logout_uri", "\"https://app.example/logout#x\"")]
    [InlineData("client_uri", "\"javascript:alert(1)\"")]
    [InlineData("logo_uri", "\"//app.example/logo.png\"")]
    [InlineData("allowed_cors_origins", "[\"https://app.example/\"]")]
    [InlineData("allowed_cors_origins", "[\"*\"]")]
    [InlineData("allowed_cors_origins", "[\"null\"]")]
    [InlineData("access_token_lifetime", "0")]
    [InlineData("access_token_lifetime", "86401")]
    [InlineData("refresh_token_lifetime", "-5")]
    [InlineData("service_roles", "[\"auditor\"]")]
    public void A_broken_rule_is_named(string member, string value)
    {
        var json = Confidential();
        json[member] = JsonNode.Parse(value);
        var expected = member == "client_secrets" && value.Contains("short", StringComparison.Ordinal) ? "client_secret" : member;
        Assert.Contains(ErrorsOf(json), error => error.Member == expected && error.Rule.Length > 0);
    }

    [Fact]
    public void In_development_a_secret_may_be_short()
    {
        var json = Confidential();
        json["client_secret"] = "short";
        Assert.IsType<ClientMetadataReading.Valid>(ClientMetadata.Read(JsonElement.Parse(json.ToJsonString()), allowShortSecrets: true));
    }

    [Fact] // RFC 9700 §2.1.1
    public void A_public_client_has_no_secret_and_needs_pkce()
    {
        var json = Confidential();
        json["token_endpoint_auth_method"] = "none";
        json["require_pkce"] = false;
        Assert.Equal(["client_secret", "require_pkce"], ErrorsOf(json).Select(error => error.Member));

        json.Remove("client_secret");
        json.Remove("require_pkce");
        Assert.True(Read(json).IsPublic);
    }

    [Fact] // RFC 6749 §4.4
    public void A_public_client_cannot_act_for_itself()
    {
        var json = new JsonObject
        {
            ["client_id"] = "m",
            ["token_endpoint_auth_method"] = "none",
            ["grant_types"] = new JsonArray("client_credentials"),
        };
        Assert.Contains(ErrorsOf(json), error => error.Member == "grant_types");
    }

    [Fact]
    public void A_confidential_client_needs_a_secret()
    {
        var json = Confidential();
        json.Remove("client_secret");
        Assert.Contains(ErrorsOf(json), error => error.Member == "client_secret");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"client\"")]
    [InlineData("""{"client_id":"\ud800"}""")]
    public void What_is_no_client_is_refused(string json) => Assert.NotEmpty(ErrorsOf(json));

    [Fact] // the message ends up in a terminal
    public void An_error_shows_no_control_characters()
    {
        var json = Confidential();
        json["redirect_uris"] = new JsonArray("https://app.example/\u001b[31m");
        Assert.DoesNotContain(ErrorsOf(json), error => error.Rule.Any(char.IsControl));
    }

    private static JsonObject Confidential() => new()
    {
        ["client_id"] = "app",
        ["redirect_uris"] = new JsonArray("https://app.example/cb"),
        ["client_secret"] = Secret,
    };

    private static JsonObject With(JsonObject json, string name, string value)
    {
        json[name] = value;
        return json;
    }

    private static Client Read(JsonObject json) => Assert.IsType<ClientMetadataReading.Valid>(
        ClientMetadata.Read(JsonElement.Parse(json.ToJsonString()), allowShortSecrets: false)).Client;

    private static IReadOnlyList<ClientMetadataError> ErrorsOf(JsonObject json) => ErrorsOf(json.ToJsonString());

    private static IReadOnlyList<ClientMetadataError> ErrorsOf(string json) => Assert.IsType<ClientMetadataReading.Invalid>(
        ClientMetadata.Read(JsonElement.Parse(json), allowShortSecrets: false)).Errors;

    private static string Write(Client client)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) ClientMetadata.Write(writer, client);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
