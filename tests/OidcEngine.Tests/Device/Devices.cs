using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Clients;
using OidcEngine.Device;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Device;

/// <summary>A device and the person in front of it.</summary>
internal static class Devices
{
    public const string Path = "/connect/deviceauthorization";
    public const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    private static readonly string[] Grants = [GrantType, "refresh_token"];

    /// <summary>A television: public, without redirect URI.</summary>
    public static Client Television { get; } = TestClients.Spa with { ClientId = "tv", ClientName = "Television", RedirectUris = [], GrantTypes = Grants };

    /// <summary>Another one.</summary>
    public static Client Radio { get; } = Television with { ClientId = "radio" };

    /// <summary>A printer that can keep a secret.</summary>
    public static Client Printer { get; } = TestClients.ThirdParty with { ClientId = "printer", RedirectUris = [], GrantTypes = Grants };

    public static async Task<EngineHost> StartAsync(Action<OidcEngineOptions>? configure = null)
    {
        var host = await EngineHost.StartAsync(configure);
        foreach (var client in new[] { Television, Radio, Printer }) host.Clients.Put(client);
        return host;
    }

    public static Task<Answer> AskAsync(this EngineHost host, Client? client = null, string scope = "openid profile", params string[] resources) =>
        host.CallAsync(client ?? Television, Path, [("scope", scope), .. resources.Select(resource => ("resource", resource))]);

    public static Task<Answer> PollAsync(this EngineHost host, Answer asked, Client? client = null, params (string, string)[] more) =>
        host.TokenAsync(client ?? Television, [("grant_type", GrantType), ("device_code", asked.Text("device_code")!), .. more]);

    /// <summary>What the page does when the person allows what is selected; all scopes without a selection.</summary>
    public static async Task<bool> AllowAsync(this EngineHost host, Answer asked, EndUserSession? session = null, params string[] scopes) =>
        await host.WithPageAsync(async page =>
        {
            var code = asked.Text("user_code");
            if (scopes.Length == 0) scopes = [.. (await page.FindAsync(code, CancellationToken.None))?.Scopes.Select(scope => scope.Name) ?? []];
            return await page.ApproveAsync(code, session ?? host.SignIn(), scopes, CancellationToken.None);
        });

    public static async Task<T> WithPageAsync<T>(this EngineHost host, Func<DeviceInteractions, Task<T>> act)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<DeviceInteractions>());
    }
}
