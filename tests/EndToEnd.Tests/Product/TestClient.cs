using System.Net.Http.Headers;
using System.Text;

namespace EndToEnd.Tests.Product;

/// <summary>A client of clients.json, as the tests play it.</summary>
internal sealed record TestClient(string Id, string? Secret, string? RedirectUri, bool Basic = true)
{
    public static TestClient Web { get; } = new("web", "web-secret-known-to-these-tests-alone", "https://web.test/callback");

    public static TestClient Other { get; } = new("other", "other-secret-known-to-these-tests-alone", "https://other.test/callback", Basic: false);

    public static TestClient Native { get; } = new("native", null, "test.notes:/callback", Basic: false);

    public static TestClient Machine { get; } = new("machine", "machine-secret-known-to-these-tests-alone", null);

    /// <summary>A client that signs who it is: what it sends in each request is in the request's form.</summary>
    public static TestClient Asserting { get; } = new("asserting", null, null, Basic: false);

    /// <summary>A first-party client that no test disables.</summary>
    public static TestClient StillEnabled { get; } = new("still-enabled", "still-secret-known-to-these-tests-alone", "https://still.test/callback");

    /// <summary>A client whose access tokens live two seconds.</summary>
    public static TestClient Hasty { get; } = new("hasty", "hasty-secret-known-to-these-tests-alone", "https://hasty.test/callback");

    /// <summary>A public client of devices alone.</summary>
    public static TestClient Television { get; } = new("television", null, null, Basic: false);

    /// <summary>A public first-party client that sends DPoP proofs.</summary>
    public static TestClient Bound { get; } = new("bound", null, "https://bound.test/callback", Basic: false);

    /// <summary>A client that is told of logouts in a frame.</summary>
    public static TestClient Hall { get; } = new("hall", null, "https://hall.test/callback", Basic: false);

    /// <summary>A client that wants to be told of logouts, and never answers.</summary>
    public static TestClient Attic { get; } = new("attic", null, "https://attic.test/callback", Basic: false);

    /// <summary>Another client of devices.</summary>
    public static TestClient Radio { get; } = new("radio", null, null, Basic: false);

    /// <summary>A form post in which this client authenticates as it was registered to.</summary>
    public HttpRequestMessage Post(string address, IReadOnlyDictionary<string, string> form)
    {
        var fields = new Dictionary<string, string>(form);
        if (!Basic) fields["client_id"] = Id;
        if (!Basic && Secret is not null) fields["client_secret"] = Secret;
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        if (Basic) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{Secret}")));
        return request;
    }
}
