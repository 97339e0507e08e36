using System.Net;
using System.Text;
using System.Web;
using AngleSharp.Html.Parser;

namespace EndToEnd.Tests.Conformance;

/// <summary>What an authorization or logout answer brings to the client: in the query, or in a form that the browser posts
/// (OAuth 2.0 Form Post Response Mode §2).</summary>
internal sealed class Callback
{
    private Callback(Uri address, bool isPosted, Dictionary<string, string> parameters) =>
        (Address, IsPosted, Parameters) = (address, isPosted, parameters);

    /// <summary>Without the query.</summary>
    public Uri Address { get; set; }

    public bool IsPosted { get; }

    public Dictionary<string, string> Parameters { get; }

    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>Null when the browser stays at the provider.</summary>
    public static Callback? Read(Uri location, string body)
    {
        if (location.Host.EndsWith(".test", StringComparison.Ordinal)) return FromQuery(location);
        if (new HtmlParser().ParseDocument(body).Forms.FirstOrDefault(form => form.GetAttribute("action")?.Contains(".test/", StringComparison.Ordinal) == true)
            is not { } posted) return null;
        var fields = posted.QuerySelectorAll("input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!);
        return new Callback(new Uri(posted.GetAttribute("action")!), isPosted: true, fields);
    }

    /// <summary>Where a link leads.</summary>
    public static Callback? Read(string? link) => link is null ? null : FromQuery(new Uri(link));

    /// <summary>The same of a provider's answer.</summary>
    public static async Task<Callback?> ReadAsync(HttpResponseMessage answer)
    {
        if (answer.Headers.Location is { IsAbsoluteUri: true } location) return Read(location, "");
        return answer.Content.Headers.ContentType?.MediaType == "text/html"
            ? Read(answer.RequestMessage!.RequestUri!, await answer.Content.ReadAsStringAsync())
            : null;
    }

    /// <summary>The answer that brings this.</summary>
    public HttpResponseMessage ToAnswer() => IsPosted ? ToForm() : ToRedirect();

    /// <summary>The same parameters, in a form.</summary>
    public HttpResponseMessage ToForm()
    {
        var page = new StringBuilder($"<form method=\"post\" action=\"{HttpUtility.HtmlAttributeEncode(Address.AbsoluteUri)}\">");
        foreach (var (name, value) in Parameters)
            page.Append("<input type=\"hidden\" name=\"").Append(name).Append("\" value=\"").Append(HttpUtility.HtmlAttributeEncode(value)).Append("\">");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page.Append("</form>").ToString(), Encoding.UTF8, "text/html") };
    }

    /// <summary>The same parameters, in the query.</summary>
    public HttpResponseMessage ToRedirect()
    {
        var query = string.Join('&', Parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"));
        var answer = new HttpResponseMessage(HttpStatusCode.SeeOther);
        answer.Headers.Location = new Uri(query.Length == 0 ? Address.AbsoluteUri : $"{Address.AbsoluteUri}?{query}");
        return answer;
    }

    private static Callback FromQuery(Uri location)
    {
        var query = HttpUtility.ParseQueryString(location.Query);
        var parameters = query.AllKeys.OfType<string>().ToDictionary(name => name, name => query[name]!);
        return new Callback(new Uri(location.GetLeftPart(UriPartial.Path)), isPosted: false, parameters);
    }
}
