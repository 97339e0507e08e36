using System.Net.Http.Headers;
using System.Text;
using OidcEngine.Registration;
using OidcEngine.Tests.Fakes;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Registration;

/// <summary>What a client does at the registration endpoints.</summary>
internal static class Registering
{
    public const string Path = "/connect/register";

    public const string Minimal = """{"redirect_uris":["https://new.example/cb"]}""";

    public static RegistrationPolicy Policy { get; } = RegistrationPolicy.Parse("openid profile offline_access", "authorization_code refresh_token");

    public static Task<EngineHost> StartAsync(RegistrationMode mode = RegistrationMode.Open, bool development = false) =>
        EngineHost.StartAsync(options =>
        {
            options.Registration.Mode = mode;
            options.AllowPrivateNetworks = development;
        });

    public static InMemoryRegistrations Registrations(this EngineHost host) => host.Get<InMemoryRegistrations>();

    public static Task<Answer> RegisterAsync(this EngineHost host, string metadata, string? token = null) =>
        host.SendJsonAsync(HttpMethod.Post, Path, metadata, token);

    /// <summary>A client that registered with this metadata.</summary>
    public static async Task<Answer> RegisteredAsync(this EngineHost host, string metadata = Minimal, string? token = null)
    {
        var answer = await host.RegisterAsync(metadata, token);
        Assert.Equal(201, answer.Status);
        return answer;
    }

    /// <summary>A request to the client's own address with its own token, unless another is given.</summary>
    public static Task<Answer> ManageAsync(this EngineHost host, Answer registered, HttpMethod method, string? metadata = null, string? token = null) =>
        host.SendJsonAsync(method, new Uri(registered.Text("registration_client_uri")!).AbsolutePath, metadata, token ?? registered.Text("registration_access_token"));

    public static async Task<Answer> SendJsonAsync(this EngineHost host, HttpMethod method, string path, string? json, string? token)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Answer.OfAsync(await host.SendAsync(request));
    }
}
