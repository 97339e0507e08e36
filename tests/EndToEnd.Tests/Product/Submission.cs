using System.Net;
using TestKit.Browsing;

namespace EndToEnd.Tests.Product;

/// <summary>A form as a browser would send it, cookies and all, to be sent many times at once.</summary>
/// <param name="Path">Where the form goes, with its query.</param>
/// <param name="Cookies">What the browser holds for the issuer.</param>
/// <param name="Fields">Every field, hidden ones too.</param>
internal sealed record Submission(string Path, string Cookies, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The first form of the browser's page that has all of these fields, with these values.</summary>
    public static Submission Of(ScriptlessBrowser browser, params (string Field, string Value)[] values)
    {
        var form = browser.Page.Forms.First(candidate => values.All(value => candidate.Elements[value.Field] is not null));
        var fields = form.Elements.SelectMany(ScriptlessBrowser.FieldsOf).ToDictionary();
        foreach (var (field, value) in values) fields[field] = value;
        var target = new Uri(browser.Location, form.GetAttribute("action") is { Length: > 0 } action ? action : browser.Location.PathAndQuery);
        return new Submission(target.PathAndQuery, browser.Cookies.GetCookieHeader(target), fields);
    }

    /// <summary>Sends it to one instance: where that leads, or null where it leads nowhere.</summary>
    public async Task<string?> SendAsync(HttpClient instance)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new FormUrlEncodedContent(Fields) };
        request.Headers.Add("Cookie", Cookies);
        using var answer = await instance.SendAsync(request);
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{Path} answered {(int)answer.StatusCode}.");
        return answer.StatusCode == HttpStatusCode.SeeOther ? answer.Headers.Location?.OriginalString : null;
    }
}
