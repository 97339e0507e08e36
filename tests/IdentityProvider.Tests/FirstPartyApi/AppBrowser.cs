using System.Net.Http.Json;
using System.Web;
using IdentityProvider.Tests.ExternalLogins;
using TestKit.Browsing;

namespace IdentityProvider.Tests.FirstPartyApi;

/// <summary>A browser in which a page of an app runs: what the page fetches and where it leads the browser share one jar of cookies.</summary>
public sealed class AppBrowser(ProviderWithUpstreams shared) : IDisposable
{
    public const string Origin = "https://app.localhost:4443";

    private const string MarkName = "__Host-identity-oauth";

    public ScriptlessBrowser Browser { get; } = shared.NewBrowser();

    /// <summary>What ties codes to this browser; null when there is nothing.</summary>
    public string? Mark
    {
        get => Browser.Cookies.GetCookies(new Uri(shared.Issuer))[MarkName]?.Value;
        set => Browser.Cookies.Add(new System.Net.Cookie(MarkName, value, "/", "localhost") { Secure = true });
    }

    public async Task<Answer> BeginAsync(
        string provider = "google", string returnTo = ProviderWithUpstreams.AppPage, string? origin = Origin, string? fetchSite = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/auth/oauth/{provider}?return_to={Uri.EscapeDataString(returnTo)}");
        if (fetchSite is not null) request.Headers.Add("Sec-Fetch-Site", fetchSite);
        return await FetchAsync(request, origin);
    }

    /// <summary>Goes to the provider and comes back.</summary>
    public async Task<Return> LeaveAsync(Answer begun)
    {
        var (address, state) = Told(begun);
        await Browser.OpenAsync(address);
        var query = HttpUtility.ParseQueryString(Browser.Location.Query);
        return new Return(Browser.Location, query["code"], query["state"], query["error"], state);
    }

    /// <summary>Begins, and comes back to the app's page with a code.</summary>
    public async Task<Return> ArriveAsync(string provider = "google")
    {
        var back = await LeaveAsync(await BeginAsync(provider));
        Assert.StartsWith(ProviderWithUpstreams.AppPage, back.Location.ToString(), StringComparison.Ordinal);
        Assert.Equal((back.Kept, 43), (back.State, back.Code?.Length));
        return back;
    }

    public Task<Answer> RedeemAsync(Return back, string provider = "google", string? origin = Origin) =>
        RedeemAsync(back.Code!, back.State!, provider, origin, mark: null);

    /// <param name="mark">Sent in place of what the jar holds; null for that.</param>
    public async Task<Answer> RedeemAsync(string code, string state, string provider, string? origin, string? mark)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/auth/oauth/{provider}/callback")
        {
            Content = JsonContent.Create(new { code, state }),
        };
        if (mark is not null) request.Headers.Add("Cookie", $"{MarkName}={mark}");
        return await FetchAsync(request, origin);
    }

    public static (string Address, string State) Told(Answer begun)
    {
        Assert.True(begun.Status == System.Net.HttpStatusCode.OK, begun.Body);
        return (begun.Data.GetProperty("authorization_url").GetString()!, begun.Data.GetProperty("state").GetString()!);
    }

    public void Dispose() => Browser.Dispose();

    private async Task<Answer> FetchAsync(HttpRequestMessage request, string? origin)
    {
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        using var http = request.Headers.Contains("Cookie") ? shared.Provider.NewClient() : shared.Provider.NewClient(Browser.Cookies);
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }
}

/// <summary>With what the browser came back to the app's page.</summary>
/// <param name="Kept">The state that the page was given when it began.</param>
public sealed record Return(Uri Location, string? Code, string? State, string? Error, string Kept);
