using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IdentityProvider.CommandLine;
using IdentityProvider.Tests.Hosting;

namespace IdentityProvider.Tests.CommandLine;

public sealed class RegistrationTokenTests : IDisposable
{
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task A_token_made_beside_a_running_server_registers_a_client_there_as_often_as_it_says()
    {
        await using var provider = await Provider.StartAsync(
            ("ClientRegistration:Mode", "Token"), ("RateLimits:Enabled", "true"), ("RateLimits:ClientRegistrations:Permits", "4"));
        string[] arguments = ["registration-token", .. provider.Arguments, "--RegistrationToken:Uses=2", "--RegistrationToken:Scopes=openid email"];
        Assert.Equal(RegistrationToken.Made, await Verbs.Run(arguments, _output, CancellationToken.None)!);
        var token = _output.ToString().Trim();

        Assert.Equal(HttpStatusCode.Unauthorized, (await RegisterAsync(provider, "made-up")).Status);
        var (status, body) = await RegisterAsync(provider, token);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Contains("\"scope\":\"openid email\"", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await RegisterAsync(provider, token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RegisterAsync(provider, token)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await RegisterAsync(provider, token)).Status); // by network, whatever the token
    }

    [Theory]
    [InlineData("--RegistrationToken:Uses=0", "RegistrationToken:Uses")]
    [InlineData("--RegistrationToken:Lifetime=-1.00:00:00", "RegistrationToken:Lifetime")]
    public async Task A_wrong_setting_is_told_in_a_sentence(string setting, string names)
    {
        await using var provider = await Provider.StartAsync();
        var code = await Verbs.Run(["registration-token", .. provider.Arguments, setting], _output, CancellationToken.None)!;
        Assert.Equal(RegistrationToken.Refused, code);
        Assert.Contains(names, _output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Body)> RegisterAsync(Provider provider, string token)
    {
        using var client = provider.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/register");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new StringContent("""{"redirect_uris":["https://registered.test/cb"]}""", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
