using System.Net.Http.Headers;
using System.Text;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Http;

/// <summary>Every endpoint that takes a form, with every way to send it wrongly. A request may be refused in one way only, and changes
/// nothing.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private static readonly (string Path, string Form)[] Requests =
    [
        ("/connect/token", "grant_type=client_credentials&scope=api.read"),
        ("/connect/introspect", "token=abc"),
        ("/connect/revocation", "token=abc"),
        ("/connect/par", AuthorizeRequest.Of(TestClients.FirstParty).Query),
    ];

    private static readonly (string Name, Func<string, HttpContent> Make)[] Mutations =
    [
        ("a doubled parameter", form => Form(form + "&" + form)),
        ("an unknown parameter doubled", form => Form(form + "&x=1&x=2")),
        ("client_id doubled", form => Form(form + "&client_id=first&client_id=first")),
        ("NUL in a value", form => Form(form + "&x=a%00b")),
        ("NUL in a name", form => Form(form + "&x%00=1")),
        ("a raw NUL", form => Form(form + "&x=a\0b")),
        ("a broken escape", form => Form(form + "&x=%zz")),
        ("half an escape", form => Form(form + "&x=%4")),
        ("an octet that is not UTF-8", form => Form(form + "&x=%FF")),
        ("an overlong octet sequence", form => Form(form + "&x=%C0%AF")),
        ("half of a surrogate pair", form => Form(form + "&x=%ED%A0%80")),
        ("raw Latin-1", form => Form([.. Encoding.ASCII.GetBytes(form + "&x="), 0xE9])),
        ("101 parameters", form => Form(form + string.Concat(Enumerable.Range(0, 101).Select(i => $"&p{i}=1")))),
        ("a body over the limit", form => Form(form + "&x=" + new string('a', 64 * 1024))),
        ("a megabyte", form => Form(form + "&x=" + new string('a', 1024 * 1024))),
        ("JSON", _ => new StringContent("{\"grant_type\":\"client_credentials\"}", Encoding.UTF8, "application/json")),
        ("deep JSON", _ => new StringContent(new string('[', 10_000), Encoding.UTF8, "application/json")),
        ("multipart", form => new MultipartFormDataContent { { new StringContent("abc"), "token" } }),
        ("plain text", form => new StringContent(form, Encoding.UTF8, "text/plain")),
        ("no content type", form => new StringContent(form) { Headers = { ContentType = null } }),
        ("another charset", form => new StringContent(form, Encoding.UTF8) { Headers = { ContentType = FormType("utf-16") } }),
    ];

    private EngineHost _host = null!;

    public static TheoryData<string, string> Table()
    {
        var table = new TheoryData<string, string>();
        foreach (var (path, _) in Requests)
            foreach (var (name, _) in Mutations)
                table.Add(path, name);
        return table;
    }

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Table))]
    public async Task It_is_refused_as_invalid_request(string path, string mutation)
    {
        var form = Requests.Single(request => request.Path == path).Form;
        var content = Mutations.Single(one => one.Name == mutation).Make(form);
        (await SendAsync(HttpMethod.Post, path, content)).IsRefused(400, "invalid_request");
        Assert.Empty(_host.Audit.Entries);
        Assert.Empty(_host.Grants.Rows);
    }

    [Theory]
    [InlineData("/connect/token")]
    [InlineData("/connect/introspect")]
    [InlineData("/connect/revocation")]
    public async Task Only_post_is_allowed(string path)
    {
        foreach (var method in new[] { "GET", "PUT", "DELETE", "PATCH", "HEAD" })
            Assert.Equal(405, (await SendAsync(new HttpMethod(method), path, null)).Status);
    }

    [Theory]
    [InlineData("/connect/token")]
    [InlineData("/connect/introspect")]
    [InlineData("/connect/revocation")]
    public async Task An_empty_body_lacks_its_parameters(string path)
    {
        (await SendAsync(HttpMethod.Post, path, Form(""))).IsRefused(400, "invalid_request");
        (await SendAsync(HttpMethod.Post, path, Form("grant_type=&token="))).IsRefused(400, "invalid_request");
    }

    [Theory] // RFC 6749 §3.1: unrecognised parameters are ignored, empty ones count as omitted
    [InlineData("/connect/token")]
    [InlineData("/connect/introspect")]
    [InlineData("/connect/revocation")]
    public async Task Unknown_and_empty_parameters_do_no_harm(string path)
    {
        var form = Requests.Single(request => request.Path == path).Form;
        Assert.Equal(200, (await SendAsync(HttpMethod.Post, path, Form(form + "&unheard=of&x=&x=&=&&"))).Status);
    }

    [Theory] // a parameter in both places is doubled
    [InlineData("/connect/token", "scope=api.read")]
    [InlineData("/connect/introspect", "token=abc")]
    [InlineData("/connect/revocation", "token=abc")]
    public async Task A_parameter_in_body_and_uri_is_refused(string path, string query)
    {
        var form = Requests.Single(request => request.Path == path).Form;
        (await SendAsync(HttpMethod.Post, $"{path}?{query}", Form(form))).IsRefused(400, "invalid_request");
        Assert.Equal(200, (await SendAsync(HttpMethod.Post, $"{path}?utm_source=x", Form(form))).Status);
    }

    [Fact] // the charset that RFC 6749 Appendix B means may be said
    public async Task The_content_type_may_name_utf8()
    {
        var content = new StringContent(Requests[0].Form) { Headers = { ContentType = FormType("UTF-8") } };
        Assert.Equal(200, (await SendAsync(HttpMethod.Post, "/connect/token", content)).Status);
    }

    private static MediaTypeHeaderValue FormType(string? charset = null) => new("application/x-www-form-urlencoded", charset);

    private static ByteArrayContent Form(string text) => Form(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Form(byte[] body) => new(body) { Headers = { ContentType = FormType() } };

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = TokenCalls.Basic("first", TestClients.Secret);
        return await Answer.OfAsync(await _host.SendAsync(request));
    }
}
