using System.Text;
using System.Text.Json;
using OidcEngine.Registration;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Registration;

public sealed class RegistrationTests
{
    [Fact] // RFC 7591 §3.2.1
    public async Task A_client_registers_and_is_told_all_that_was_registered()
    {
        await using var host = await Registering.StartAsync();
        var answer = await host.RegisterAsync("""{"redirect_uris":["https://new.example/cb"],"client_name":"New App","scope":"openid email"}""");

        Assert.Equal((201, "no-store"), (answer.Status, answer.Header("Cache-Control")));
        var clientId = answer.Text("client_id")!;
        Assert.Matches("^[A-Za-z0-9_-]{43}$", clientId);
        Assert.False(Guid.TryParse(clientId, out _));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", answer.Text("client_secret"));
        Assert.Equal(0, answer.Body.GetProperty("client_secret_expires_at").GetInt64());
        Assert.Equal(host.Time.GetUtcNow().ToUnixTimeSeconds(), answer.Body.GetProperty("client_id_issued_at").GetInt64());
        Assert.Equal($"https://idp.example/connect/register/{clientId}", answer.Text("registration_client_uri"));
        Assert.Equal(
            ("New App", "openid email", "client_secret_basic", "web"),
            (answer.Text("client_name"), answer.Scope, answer.Text("token_endpoint_auth_method"), answer.Text("application_type")));
        Assert.Equal(["authorization_code"], Texts(answer, "grant_types")); // the defaults of §2
        Assert.Equal(["code"], Texts(answer, "response_types"));
        var kept = Assert.Single(host.Registrations().All);
        Assert.Equal(Jose.Handles.Hash(answer.Text("registration_access_token")!), kept.TokenHash);
        Assert.Equal(Jose.Handles.Hash(answer.Text("client_secret")!), Assert.Single(kept.Client.Secrets).Sha256);
    }

    [Fact]
    public async Task It_works_at_once_and_consent_is_asked_each_time()
    {
        await using var host = await Registering.StartAsync();
        var answer = await host.RegisteredAsync("""{"redirect_uris":["https://new.example/cb"],"token_endpoint_auth_method":"client_secret_post"}""");
        var client = (await host.Clients.FindAsync(answer.Text("client_id")!, CancellationToken.None))!;
        var session = host.SignIn();
        await host.Consents.RememberAsync(session.Subject, client.ClientId, client.Scopes.ToList(), CancellationToken.None);

        using var response = await host.GetAsync(
            $"/connect/authorize?response_type=code&client_id={client.ClientId}&redirect_uri=https://new.example/cb&scope=openid"
            + $"&code_challenge={AuthorizeRequest.Challenge}&code_challenge_method=S256", session);

        Assert.StartsWith("/consent?", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var code = await host.CodeAsync(client, "openid", session);
        var tokens = await Answer.OfAsync(await host.PostAsync(TokenCalls.TokenPath, new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = "https://new.example/cb",
            ["code_verifier"] = AuthorizeRequest.Verifier,
            ["client_id"] = client.ClientId,
            ["client_secret"] = answer.Text("client_secret")!,
        }));
        Assert.Equal(200, tokens.Status);
        Assert.True(host.Registrations().Used.ContainsKey(client.ClientId));
    }

    [Fact]
    public async Task When_registration_is_closed_there_is_no_endpoint_and_none_is_advertised()
    {
        await using var host = await EngineHost.StartAsync();
        Assert.Equal(404, (await host.RegisterAsync(Registering.Minimal)).Status);
        Assert.Equal(404, (await host.SendJsonAsync(HttpMethod.Get, $"{Registering.Path}/first", null, "x")).Status);
        Assert.False((await Answer.OfAsync(await host.GetAsync("/.well-known/openid-configuration"))).Has("registration_endpoint"));
        await using var open = await Registering.StartAsync();
        Assert.Equal(
            "https://idp.example/connect/register",
            (await Answer.OfAsync(await open.GetAsync("/.well-known/openid-configuration"))).Text("registration_endpoint"));
    }

    [Fact] // RFC 7591 §3
    public async Task By_token_nobody_registers_without_a_good_one_and_each_use_counts()
    {
        await using var host = await Registering.StartAsync(RegistrationMode.Token);
        var token = host.Registrations().Invite(Registering.Policy, uses: 2);
        foreach (var wrong in new[] { null, "", "x", token + "x" })
        {
            var refused = await host.RegisterAsync(Registering.Minimal, wrong);
            refused.IsRefused(401, "invalid_token");
            Assert.StartsWith("Bearer ", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }
        (await host.RegisterAsync("""{"redirect_uris":["http://evil.example/"]}""", token)).IsRefused(400, "invalid_redirect_uri"); // costs no use
        await host.RegisteredAsync(token: token);
        await host.RegisteredAsync(token: token);
        (await host.RegisterAsync(Registering.Minimal, token)).IsRefused(401, "invalid_token");
    }

    [Fact]
    public async Task Of_twenty_at_once_with_one_use_one_registers()
    {
        await using var host = await Registering.StartAsync(RegistrationMode.Token);
        var token = host.Registrations().Invite(Registering.Policy);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.RegisterAsync(Registering.Minimal, token)));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Single(host.Registrations().All);
    }

    [Fact]
    public async Task Open_registration_refuses_a_token_that_is_not_good_all_the_same()
    {
        await using var host = await Registering.StartAsync();
        (await host.RegisterAsync(Registering.Minimal, "made-up")).IsRefused(401, "invalid_token");
    }

    [Theory] // RFC 7591 §5: nobody grants itself trust
    [InlineData("first_party", "true")]
    [InlineData("service_roles", """["admin"]""")]
    [InlineData("require_pkce", "false")]
    [InlineData("accept_token_endpoint_audience", "true")]
    [InlineData("access_token_lifetime", "86400")]
    [InlineData("refresh_token_lifetime", "31536000")]
    [InlineData("refresh_token_absolute_lifetime", "31536000")]
    [InlineData("refresh_token_rotation", "false")]
    [InlineData("allowed_cors_origins", """["https://evil.example"]""")]
    [InlineData("client_id", "\"admin-ui\"")]
    [InlineData("client_secret", "\"chosen-by-the-client-0123456789-0123456789\"")]
    [InlineData("client_secrets", """[{"client_secret":"chosen-by-the-client-0123456789-0123456789"}]""")]
    [InlineData("registered_dynamically", "false")]
    [InlineData("enabled", "true")]
    public async Task What_a_client_may_not_decide_is_no_part_of_its_metadata(string member, string value)
    {
        await using var host = await Registering.StartAsync();
        var plain = (await host.RegisteredAsync()).Text("client_id")!;
        var answer = await host.RegisteredAsync($$"""{"redirect_uris":["https://new.example/cb"],"{{member}}":{{value}}}""");
        Same(host, plain, answer);

        var updated = await host.ManageAsync(
            answer, HttpMethod.Put,
            member is "client_id" or "client_secret"
                ? $$"""{"client_id":"{{answer.Text("client_id")}}","redirect_uris":["https://new.example/cb"]}"""
                : $$"""{"client_id":"{{answer.Text("client_id")}}","redirect_uris":["https://new.example/cb"],"{{member}}":{{value}}}""");
        Assert.Equal(200, updated.Status);
        Same(host, plain, updated);
    }

    [Theory]
    [InlineData("api.read")]
    [InlineData("api.read api.write files.read")]
    [InlineData("phone")]
    public async Task Scopes_beyond_the_policy_are_not_registered(string scope)
    {
        await using var host = await Registering.StartAsync();
        (await host.RegisterAsync($$"""{"redirect_uris":["https://new.example/cb"],"scope":"{{scope}}"}""")).IsRefused(400, "invalid_client_metadata");
        var answer = await host.RegisteredAsync($$"""{"redirect_uris":["https://new.example/cb"],"scope":"openid {{scope}}"}""");
        Assert.Equal("openid", answer.Scope);
        Assert.Equal(["openid"], Assert.Single(host.Registrations().All).Client.Scopes);
    }

    [Fact]
    public async Task The_policy_of_the_token_counts_and_stays_with_the_client()
    {
        await using var host = await Registering.StartAsync(RegistrationMode.Token);
        var token = host.Registrations().Invite(RegistrationPolicy.Parse("openid api.read", "authorization_code client_credentials"));
        var answer = await host.RegisteredAsync(
            """{"redirect_uris":["https://new.example/cb"],"grant_types":["authorization_code","client_credentials"]}""", token);
        Assert.Equal("openid api.read", answer.Scope);

        var metadata = (string grants, string scope) =>
            $$"""{"client_id":"{{answer.Text("client_id")}}","redirect_uris":["https://new.example/cb"],"grant_types":[{{grants}}],"scope":"{{scope}}"}""";
        (await host.ManageAsync(answer, HttpMethod.Put, metadata("\"refresh_token\",\"authorization_code\"", "openid"))).IsRefused(400, "invalid_client_metadata");
        var updated = await host.ManageAsync(answer, HttpMethod.Put, metadata("\"authorization_code\"", "openid api.read api.write profile"));
        Assert.Equal("openid api.read", updated.Scope);
    }

    [Theory]
    [InlineData("""["client_credentials"]""")]
    [InlineData("""["implicit"]""")]
    [InlineData("""["password","authorization_code"]""")]
    [InlineData("""["urn:ietf:params:oauth:grant-type:device_code"]""")]
    [InlineData("[]")]
    public async Task Grant_types_beyond_the_policy_are_refused(string grantTypes)
    {
        await using var host = await Registering.StartAsync();
        (await host.RegisterAsync($$"""{"redirect_uris":["https://new.example/cb"],"grant_types":{{grantTypes}}}""")).IsRefused(400, "invalid_client_metadata");
    }

    [Theory] // RFC 7591 §3.2.2, RFC 8252 §7, RFC 9700 §4.1.3
    [InlineData("""["http://new.example/cb"]""", "web")]
    [InlineData("""["https://new.example/cb#here"]""", "web")]
    [InlineData("""["https://*.example/cb"]""", "web")]
    [InlineData("""["https://new.example/*"]""", "web")]
    [InlineData("""["https://user@new.example/cb"]""", "web")]
    [InlineData("""["javascript:alert(1)"]""", "native")]
    [InlineData("""["data:text/html,x"]""", "native")]
    [InlineData("""["myapp:/cb"]""", "native")]
    [InlineData("""["com.example.app:/cb"]""", "web")]
    [InlineData("""["http://127.0.0.1/cb"]""", "web")]
    [InlineData("""["https://localhost/cb"]""", "web")]
    [InlineData("""["https://new.example/cb","http://evil.example/"]""", "web")]
    [InlineData("""["/cb"]""", "web")]
    [InlineData("[]", "web")]
    public async Task Redirect_uris_that_could_be_taken_over_are_refused(string uris, string type)
    {
        await using var host = await Registering.StartAsync();
        (await host.RegisterAsync($$"""{"redirect_uris":{{uris}},"application_type":"{{type}}"}""")).IsRefused(400, "invalid_redirect_uri");
        Assert.Empty(host.Registrations().All);
    }

    [Fact]
    public async Task An_installed_app_may_use_loopback_and_a_scheme_of_its_own_and_is_public_when_it_says_so()
    {
        await using var host = await Registering.StartAsync();
        var answer = await host.RegisteredAsync(
            """{"redirect_uris":["http://127.0.0.1/cb","com.example.app:/cb"],"application_type":"native","token_endpoint_auth_method":"none"}""");
        Assert.False(answer.Has("client_secret"));
        Assert.False(answer.Has("client_secret_expires_at"));
        await using var development = await Registering.StartAsync(development: true);
        await development.RegisteredAsync("""{"redirect_uris":["http://localhost:9000/cb"]}""");
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("\"Bank\\u202Egro.live\"")]
    [InlineData("\"Ba\\u200Bnk\"")]
    [InlineData("\"Bank\\nof Gardens\"")]
    [InlineData("\"\\uD800\"")]
    [InlineData("12")]
    [InlineData("[\"Bank\"]")]
    public async Task Names_that_fool_people_are_refused(string name)
    {
        await using var host = await Registering.StartAsync();
        (await host.RegisterAsync($$"""{"redirect_uris":["https://new.example/cb"],"client_name":{{name}}}""")).IsRefused(400, "invalid_client_metadata");
    }

    [Theory]
    [InlineData("\"jwks_uri\":\"http://new.example/keys\"")]
    [InlineData("\"logo_uri\":\"javascript:alert(1)\"")]
    [InlineData("\"client_uri\":\"file:///etc/passwd\"")]
    [InlineData("\"backchannel_logout_uri\":\"http://169.254.169.254/\"")]
    [InlineData("\"jwks\":{\"keys\":[]},\"jwks_uri\":\"https://new.example/keys\"")]
    [InlineData("\"subject_type\":\"pairwise\"")]
    [InlineData("\"id_token_signed_response_alg\":\"none\"")]
    [InlineData("\"id_token_encrypted_response_alg\":\"RSA-OAEP\"")]
    [InlineData("\"token_endpoint_auth_method\":\"made_up\"")]
    [InlineData("\"response_types\":[\"code token\"]")]
    [InlineData("\"frontchannel_logout_uri\":\"https://victim.example/logout\"")]
    public async Task What_could_not_be_held_is_refused(string member)
    {
        await using var host = await Registering.StartAsync();
        (await host.RegisterAsync($$"""{"redirect_uris":["https://new.example/cb"],{{member}}}""")).IsRefused(400, "invalid_client_metadata");
    }

    [Theory] // RFC 7591 §2.3 and §3.2.2
    [InlineData("\"eyJhbGciOiJSUzI1NiJ9.e30.c2ln\"", "unapproved_software_statement")]
    [InlineData("\"nonsense\"", "invalid_software_statement")]
    [InlineData("{}", "invalid_software_statement")]
    public async Task A_software_statement_is_not_passed_over_in_silence(string statement, string error)
    {
        await using var host = await Registering.StartAsync();
        (await host.RegisterAsync($$"""{"redirect_uris":["https://new.example/cb"],"software_statement":{{statement}}}""")).IsRefused(400, error);
    }

    [Fact] // RFC 7591 §2.2
    public async Task Names_in_other_languages_are_kept_under_the_rules_of_names()
    {
        await using var host = await Registering.StartAsync();
        var answer = await host.RegisteredAsync(
            """{"redirect_uris":["https://new.example/cb"],"client_name":"Garden","client_name#de":"Garten","client_name#zh-Hans":"花园"}""");
        Assert.Equal(("Garden", "Garten", "花园"), (answer.Text("client_name"), answer.Text("client_name#de"), answer.Text("client_name#zh-Hans")));

        foreach (var broken in new[] { "\"client_name#de\":\"\u202Eevil\"", "\"client_name#DE\":\"a\",\"client_name#de\":\"b\"", "\"client_name#<b>\":\"a\"" })
            (await host.RegisterAsync($$"""{"redirect_uris":["https://new.example/cb"],{{broken}}}""")).IsRefused(400, "invalid_client_metadata");
    }

    [Fact] // RFC 7591 §2
    public async Task Unknown_members_and_nulls_are_passed_over()
    {
        await using var host = await Registering.StartAsync();
        var answer = await host.RegisteredAsync(
            """{"redirect_uris":["https://new.example/cb"],"client_name":null,"made_up":{"a":[1]},"client_uri#ja":"x","userinfo_signed_response_alg":null}""");
        Assert.False(answer.Has("made_up"));
        Assert.False(answer.Has("client_name"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("""{"redirect_uris":["https://a.example/"],"redirect_uris":["https://b.example/"]}""")]
    [InlineData("""{"redirect_uris":"https://a.example/"}""")]
    [InlineData("""{"redirect_uris":[null]}""")]
    public async Task What_is_no_metadata_is_refused(string body)
    {
        await using var host = await Registering.StartAsync();
        var answer = await host.RegisterAsync(body);
        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Error, new[] { "invalid_client_metadata", "invalid_redirect_uri" });
    }

    [Fact]
    public async Task A_body_of_another_kind_too_long_or_too_deep_is_refused()
    {
        await using var host = await Registering.StartAsync();
        var deep = $$"""{"jwks":{{string.Concat(Enumerable.Repeat("[", 2000))}}""";
        foreach (var content in new HttpContent[]
        {
            new FormUrlEncodedContent([new("redirect_uris", "https://new.example/cb")]),
            new StringContent(Registering.Minimal, Encoding.UTF8, "text/plain"),
            new StringContent(Registering.Minimal, Encoding.Latin1, "application/json"),
            new StringContent($$"""{"client_name":"{{new string('x', 70_000)}}"}""", Encoding.UTF8, "application/json"),
            new StringContent(deep, Encoding.UTF8, "application/json"),
            new ByteArrayContent([0xFF, 0xFE, 0x00]),
        })
        {
            var answer = await Answer.OfAsync(await host.SendAsync(new HttpRequestMessage(HttpMethod.Post, Registering.Path) { Content = content }));
            answer.IsRefused(400, "invalid_client_metadata");
        }
    }

    [Fact]
    public async Task A_secret_ends_when_the_settings_say_so()
    {
        await using var host = await EngineHost.StartAsync(options =>
        {
            options.Registration.Mode = RegistrationMode.Open;
            options.Registration.SecretLifetime = TimeSpan.FromDays(90);
        });
        var answer = await host.RegisteredAsync();
        var end = host.Time.GetUtcNow() + TimeSpan.FromDays(90);
        Assert.Equal(end.ToUnixTimeSeconds(), answer.Body.GetProperty("client_secret_expires_at").GetInt64());
        Assert.Equal(end, Assert.Single(Assert.Single(host.Registrations().All).Client.Secrets).ExpiresAt);
    }

    [Fact] // OIDC Registration §3: script clients may register
    public async Task Scripts_of_every_origin_may_call_it()
    {
        await using var host = await Registering.StartAsync();
        var preflight = await Answer.OfAsync(await host.SendAsync(new HttpRequestMessage(HttpMethod.Options, Registering.Path)));
        Assert.Equal((204, "*", "POST"), (preflight.Status, preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Methods")));
        Assert.Equal("*", (await host.RegisteredAsync()).Header("Access-Control-Allow-Origin"));
        Assert.Null(preflight.Header("Access-Control-Allow-Credentials"));
    }

    internal static string[] Texts(Answer answer, string name) => [.. answer.Body.GetProperty(name).EnumerateArray().Select(one => one.GetString()!)];

    /// <summary>But for what is its own, the client is like one that said nothing of the kind.</summary>
    private static void Same(EngineHost host, string plain, Answer answer)
    {
        var all = host.Registrations().All.ToDictionary(one => one.Client.ClientId, one => one.Client);
        var (expected, actual) = (all[plain], all[answer.Text("client_id")!]);
        Assert.Equal(Json(expected), Json(actual with { ClientId = expected.ClientId }));
        Assert.DoesNotContain(actual.Secrets, secret => secret.Sha256.SequenceEqual(Jose.Handles.Hash("chosen-by-the-client-0123456789-0123456789")));
        Assert.True(actual.RegisteredDynamically);
    }

    private static string Json(OidcEngine.Clients.Client client)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) OidcEngine.Clients.ClientMetadata.Write(writer, client);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
