using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

/// <summary>A host with the shared parts and the endpoints of a test, on a free port.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SampleHost(WebApplication app, KeptLog log)
    {
        (_app, Log) = (app, log);
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public KeptLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<SampleHost> StartAsync(
        Action<WebApplication>? map = null,
        string environment = "Development",
        Action<IServiceCollection>? services = null,
        string? errorPage = null,
        params (string Key, string Value)[] settings)
    {
        var log = new KeptLog();
        var configuration = settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value);
        configuration.TryAdd("urls", "http://127.0.0.1:0");
        configuration.TryAdd("Shutdown:DrainDelay", "00:00:00");
        var overrides = new HostOverrides { Environment = environment, Configuration = configuration, ContentRoot = AppContext.BaseDirectory };
        var service = new ServiceDescription("ServiceDefaults.Tests", urls => urls.UserApiUrl) { ErrorPage = errorPage };
        var builder = ServiceHost.CreateBuilder(service, [], overrides);
        builder.Logging.ClearProviders().AddProvider(log);
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.UseRouting();
        map?.Invoke(app);
        await app.StartAsync();
        return new SampleHost(app, log);
    }

    public Task StopAsync() => _app.StopAsync();

    public async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(HttpRequestMessage request)
    {
        var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (response, isJson ? JsonDocument.Parse(text).RootElement : default);
    }

    public Task<(HttpResponseMessage Response, JsonElement Body)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request);
    }

    public Task<(HttpResponseMessage Response, JsonElement Body)> PostAsync(
        string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, null, "application/json") };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
