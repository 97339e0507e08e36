using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OidcClient.Tests.Fakes;
using ServiceDefaults;
using TestKit.Browsing;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Product;

namespace AdminUi.Tests.Fakes;

/// <summary>The whole console, between a provider and an API that do as they are told.</summary>
internal sealed class Console : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("identity-console-").FullName;
    private readonly WebApplication _app;

    private Console(FakeProvider provider, FakeUserApi api, (string Key, string Value)[] settings)
    {
        (Provider, Api) = (provider, api);
        Address = new Uri($"https://localhost:{FreePorts.Take(1)[0]}");
        _app = AdminUiApp.Build([], new HostOverrides
        {
            ContentRoot = Path.Combine(SourceTree.Root, "src", "AdminUi"),
            Environment = "Development",
            Configuration = new Dictionary<string, string?>(Settings().Concat(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))),
            Services = services => services.AddSingleton<TimeProvider>(provider.Time),
        });
        Browser = NewBrowser();
    }

    public FakeProvider Provider { get; }

    public FakeUserApi Api { get; }

    public Uri Address { get; }

    public ScriptlessBrowser Browser { get; }

    public IHtmlDocument Page => new HtmlParser().ParseDocument(Browser.Body);

    public string? SessionCookie => Browser.Cookies.GetCookies(Address)["__Host-admin"]?.Value;

    public static async Task<Console> StartAsync(params (string Key, string Value)[] settings)
    {
        var provider = await FakeProvider.StartAsync();
        provider.ClientId = "admin-ui";
        var console = new Console(provider, await FakeUserApi.StartAsync(), settings);
        await console._app.StartAsync();
        return console;
    }

    public ScriptlessBrowser NewBrowser() => new(Address, new Uri(Provider.Issuer));

    public async Task<HttpStatusCode> OpenAsync(string path)
    {
        await Browser.OpenAsync(new Uri(Address, path).ToString());
        return Browser.Status;
    }

    /// <summary>Submits the form that the selector finds.</summary>
    public async Task SubmitAsync(string selector, params (string Field, string Value)[] values) =>
        await Browser.SubmitAsync((IHtmlFormElement)Page.QuerySelector(selector)!, values);

    public HttpClient NewClient(CookieContainer? cookies = null) => new(LoopbackCertificates.Instance.NewHandler(cookies)) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _app.DisposeAsync();
        await Api.DisposeAsync();
        await Provider.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["urls"] = Address.ToString().TrimEnd('/'),
        ["Kestrel:Certificates:Default:Path"] = LoopbackCertificates.Instance.CertificateFile,
        ["Kestrel:Certificates:Default:KeyPath"] = LoopbackCertificates.Instance.KeyFile,
        ["Outbound:TrustedCaFile"] = LoopbackCertificates.Instance.AuthorityFile,
        ["Data:Directory"] = _data,
        ["Identity:Issuer"] = Provider.Issuer,
        ["Identity:UserApiUrl"] = Api.Address,
        ["Identity:AdminUrl"] = Address.ToString().TrimEnd('/'),
        ["RateLimits:Enabled"] = "false",
        ["Logging:LogLevel:Default"] = "None",
    };
}
