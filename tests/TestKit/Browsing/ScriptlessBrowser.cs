using System.Net;
using System.Security.Cryptography.X509Certificates;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using TestKit.Certificates;

namespace TestKit.Browsing;

/// <summary>A browser without script: keeps cookies, follows redirects between the product's own hosts, submits forms as they stand in the page.</summary>
public sealed class ScriptlessBrowser : IDisposable
{
    private const int MostRedirects = 12;

    private readonly HttpClient _http;
    private readonly HashSet<string> _hosts;

    /// <param name="hosts">Where redirects are followed to; the first redirect to any other place ends the walk there.</param>
    public ScriptlessBrowser(params Uri[] hosts)
        : this(LoopbackCertificates.Instance.Authority, hosts) { }

    /// <param name="authority">Whose certificates it trusts.</param>
    /// <param name="hosts">As above.</param>
    public ScriptlessBrowser(X509Certificate2 authority, params Uri[] hosts)
        : this(cookies => LoopbackCertificates.NewHandler(authority, cookies), hosts) { }

    /// <param name="newHandler">Makes what its requests go through; it keeps these cookies and follows no redirect.</param>
    /// <param name="hosts">As above.</param>
    public ScriptlessBrowser(Func<CookieContainer, HttpMessageHandler> newHandler, params Uri[] hosts)
    {
        _http = new HttpClient(newHandler(Cookies));
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        _hosts = [.. hosts.Select(host => host.Authority)];
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>What it says it is; nothing when it was never set.</summary>
    public string UserAgent
    {
        get => _http.DefaultRequestHeaders.UserAgent.ToString();
        set
        {
            _http.DefaultRequestHeaders.Remove("User-Agent");
            _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", value);
        }
    }

    /// <summary>Where the walk is now.</summary>
    public Uri Location { get; private set; } = new("about:blank");

    public HttpStatusCode Status { get; private set; }

    public string Body { get; private set; } = "";

    public IHtmlDocument Page => new HtmlParser().ParseDocument(Body);

    public Task<ScriptlessBrowser> OpenAsync(string address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Location, address)));

    /// <summary>Posts a form that stands in no page of the product: another site's.</summary>
    public Task<ScriptlessBrowser> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Location, address)) { Content = new FormUrlEncodedContent(fields) });

    /// <summary>Submits the first form that has all of the named fields (or buttons), with these values and everything else as the page has it.</summary>
    public Task<ScriptlessBrowser> SubmitAsync(params (string Field, string Value)[] values)
    {
        var form = Page.Forms.First(candidate => values.All(value => candidate.Elements[value.Field] is not null));
        return SubmitAsync(form, values);
    }

    public Task<ScriptlessBrowser> SubmitAsync(IHtmlFormElement form, params (string Field, string Value)[] values)
    {
        var fields = form.Elements.SelectMany(FieldsOf)
            .Where(field => values.All(value => value.Field != field.Key))
            .Concat(values.Select(value => KeyValuePair.Create(value.Field, value.Value)));
        var target = new Uri(Location, form.GetAttribute("action") is { Length: > 0 } action ? action : Location.PathAndQuery);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) });
    }

    /// <summary>What a control of a form sends as it stands in the page; buttons send nothing.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(IElement control) => control switch
    {
        IHtmlInputElement { IsDisabled: true } or IHtmlTextAreaElement { IsDisabled: true } or IHtmlSelectElement { IsDisabled: true } => [],
        IHtmlInputElement { Type: "submit" or "button" } => [],
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name.Length: > 0 } input => [KeyValuePair.Create(input.Name!, input.Value)],
        IHtmlTextAreaElement { Name.Length: > 0 } area => [KeyValuePair.Create(area.Name!, area.Value)],
        IHtmlSelectElement { Name.Length: > 0 } select => [KeyValuePair.Create(select.Name!, select.Value ?? "")],
        _ => [],
    };

    /// <summary>Submits the first form that has a field for a file, with this one in it.</summary>
    public Task<ScriptlessBrowser> UploadAsync(string fileName, byte[] file)
    {
        var form = Page.Forms.First(candidate => candidate.Elements.OfType<IHtmlInputElement>().Any(input => input.Type == "file"));
        var content = new MultipartFormDataContent();
        foreach (var input in form.Elements.OfType<IHtmlInputElement>().Where(input => input.Name is { Length: > 0 }))
        {
            if (input.Type == "file") content.Add(new ByteArrayContent(file), input.Name!, fileName);
            else content.Add(new StringContent(input.Value), input.Name!);
        }

        var target = new Uri(Location, form.GetAttribute("action") is { Length: > 0 } action ? action : Location.PathAndQuery);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = content });
    }

    /// <summary>Opens an authorization request, signs in and consents where asked, and returns the address at the client that it ends at.</summary>
    public async Task<Uri> SignInAsync(string authorizeUrl, string userName, string password)
    {
        await OpenAsync(authorizeUrl);
        if (_hosts.Contains(Location.Authority) && Page.QuerySelector("input[type=password]") is not null)
            await SubmitAsync(("UserName", userName), ("Password", password));
        if (_hosts.Contains(Location.Authority) && Page.QuerySelector("[name=decision]") is not null)
            await SubmitAsync(("decision", "allow"));
        if (_hosts.Contains(Location.Authority))
            throw new InvalidOperationException($"The walk ended with {(int)Status} at {Location} instead of at the client:\n{Page.Body?.TextContent}");
        return Location;
    }

    public void Dispose() => _http.Dispose();

    private async Task<ScriptlessBrowser> SendAsync(HttpRequestMessage request)
    {
        for (var hop = 0; hop < MostRedirects; hop++)
        {
            Location = request.RequestUri!;
            using var answer = await _http.SendAsync(request);
            Status = answer.StatusCode;
            Body = await answer.Content.ReadAsStringAsync();
            if (answer.Headers.Location is not { } next) return this;

            request = new HttpRequestMessage(HttpMethod.Get, new Uri(Location, next));
            if (_hosts.Contains(request.RequestUri!.Authority)) continue;
            Location = request.RequestUri;
            return this;
        }
        throw new InvalidOperationException($"More than {MostRedirects} redirects, the last to {Location}.");
    }
}
