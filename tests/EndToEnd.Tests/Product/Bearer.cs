using System.Net.Http.Headers;

namespace EndToEnd.Tests.Product;

/// <summary>Calls with an access token.</summary>
internal static class Bearer
{
    public static async Task<HttpResponseMessage> GetAsync(HttpClient http, string address, string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await http.SendAsync(request);
    }
}
