using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Certificates;

namespace EndToEnd.Tests.Conformance;

/// <summary>One run of a module: a browser, a client, and the provider, sound or with one fault.</summary>
internal sealed class ModuleRun : IDisposable
{
    private readonly Fault _fault;

    public ModuleRun(CertifiedProvider provider, bool formPost, Fault fault, CookieCollection session)
    {
        (Provider, FormPost, _fault) = (provider, formPost, fault);
        Browser = new ScriptlessBrowser(cookies => new FaultyProvider(fault, LoopbackCertificates.Instance.NewHandler(cookies)), new Uri(provider.Issuer));
        Browser.Cookies.Add(session);
        Http = new HttpClient(new FaultyProvider(fault, provider.Connections), disposeHandler: false) { BaseAddress = new Uri(provider.Issuer) };
    }

    public CertifiedProvider Provider { get; }

    public bool FormPost { get; }

    public ScriptlessBrowser Browser { get; }

    /// <summary>The client's own requests.</summary>
    public HttpClient Http { get; }

    /// <summary>What was demanded and done, in its order.</summary>
    public List<Condition> Met { get; } = [];

    /// <summary>How often the person was asked for a password.</summary>
    public int SignIns { get; private set; }

    /// <summary>The last answer to an authorization request.</summary>
    public Callback? Answered { get; private set; }

    public void Demand(Condition condition, bool met, string detail = "not met")
    {
        if (!met) throw new ConditionFailedException(condition, detail);
        Met.Add(condition);
    }

    /// <summary>Makes the browser one that nobody has signed in with.</summary>
    public void ForgetSession()
    {
        foreach (Cookie cookie in Browser.Cookies.GetAllCookies()) cookie.Expired = true;
    }

    public AuthorizationRequest NewRequest(params (string Name, string? Value)[] more) => NewRequest(CertifiedProvider.Basic, more);

    public AuthorizationRequest NewRequest(TestClient client, params (string Name, string? Value)[] more)
    {
        var request = new AuthorizationRequest(client);
        if (FormPost) request["response_mode"] = "form_post";
        foreach (var (name, value) in more) request[name] = value;
        return request;
    }

    /// <summary>Sends the request by the browser; the person signs in where asked. Null when the provider kept the browser.</summary>
    public async Task<Callback?> AuthorizeAsync(AuthorizationRequest request, bool byPost = false)
    {
        await (byPost ? Browser.PostAsync(Provider.Issuer + Faults.Authorize, request.Parameters) : Browser.OpenAsync(request.Url(Provider.Issuer)));
        if (Seen() is null && Browser.Page.QuerySelector("input[type=password]") is not null)
        {
            SignIns++;
            await Provider.SignInAsync(Browser);
        }
        return Answered = Seen();
    }

    /// <summary>Where the browser was sent, or what stands in the page for it to post there.</summary>
    public Callback? Seen() => Callback.Read(Browser.Location, Browser.Body);

    public Task<HttpResponseMessage> PostAsync(TestClient client, string path, params (string Name, string Value)[] form)
    {
        var request = client.Post(path, form.ToDictionary(field => field.Name, field => field.Value));
        return Http.SendAsync(request);
    }

    /// <summary>RFC 6749 §4.1.3.</summary>
    public Task<HttpResponseMessage> RedeemAsync(AuthorizationRequest request, string code) => PostAsync(request.Client, Faults.Token,
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.Client.RedirectUri!), .. request.Proof]);

    public async Task<HttpResponseMessage> AskUserInfoAsync(string accessToken, HttpMethod? method = null, bool inBody = false)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, Faults.UserInfo);
        if (inBody) request.Content = new FormUrlEncodedContent([KeyValuePair.Create("access_token", accessToken)]);
        else request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await Http.SendAsync(request);
    }

    /// <summary>A document of the provider; undefined when it is no JSON.</summary>
    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        return await JsonOf(answer);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage answer)
    {
        try
        {
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>What the provider posted to the client for this session.</summary>
    public async Task<Dictionary<string, string>?> NoticeAsync(string sessionId) => _fault.Notice(await Provider.Party.NoticeAsync(sessionId));

    public void Dispose()
    {
        Browser.Dispose();
        Http.Dispose();
    }
}
