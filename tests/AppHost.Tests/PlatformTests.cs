using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using TestKit.Product;

namespace AppHost.Tests;

public sealed class PlatformTests
{
    [Fact]
    public async Task One_command_starts_the_three_apps_and_says_where_they_are()
    {
        await using var platform = await RunningPlatform.StartAsync();
        using var client = platform.NewClient();

        var output = platform.Process.Output;
        for (var app = 0; app < 3; app++)
        {
            Assert.Contains(platform.Address(app, "").ToString().TrimEnd('/'), output);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(platform.Address(app, "/health/ready"))).StatusCode);
        }

        Assert.Contains("alice", output);
        Assert.Contains("Pass123$", output);
        Assert.Contains(platform.DataDirectory, output);
        Assert.Contains("ca.crt", output);
        Assert.DoesNotContain("\"level\":\"error\"", output);

        var discovery = JsonDocument.Parse(await client.GetStringAsync(platform.Address(0, "/.well-known/openid-configuration"))).RootElement;
        Assert.Equal(platform.Address(0, "").ToString().TrimEnd('/'), discovery.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task The_demo_machine_gets_a_token_and_a_termination_ends_everything_cleanly()
    {
        await using var platform = await RunningPlatform.StartAsync();
        using var client = platform.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, platform.Address(0, "/connect/token"))
        {
            Headers = { Authorization = new("Basic", Convert.ToBase64String("machine:machine-secret"u8)) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "admin.api")]),
        };
        var answer = await client.SendAsync(request);
        Assert.Contains("access_token", await answer.Content.ReadAsStringAsync());

        await platform.Process.TerminateAsync();
        Assert.Equal(0, await platform.Process.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.DoesNotContain("\"level\":\"critical\"", platform.Process.Output);
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence_that_names_a_way_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var (exitCode, output) = await RunningPlatform.RefuseAsync($"--Ports:UserApi={port}");
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Port {port} is in use by another program", output);
        Assert.Contains("--Ports:UserApi=", output);
        Assert.DoesNotContain('\n', output);
    }

    [Theory]
    [InlineData("--Ports:AdminUi=zero", "Ports:AdminUi")]
    [InlineData("--Ports:AdminUi=99999", "Ports:AdminUi")]
    [InlineData("--Identity:Issuer=localhost", "Identity:Issuer")]
    [InlineData("--RateLimits:Token:Permits=0", "RateLimits:Token:Permits")]
    [InlineData("--Identity:ClientsFile=/nowhere/clients.json", "Identity:ClientsFile")]
    [InlineData("--Identity:UsersFile=/nowhere/users.json", "Identity:UsersFile")]
    [InlineData("--Data:Directory=/dev/null/data", "Data:Directory")]
    [InlineData("--Certificates:Directory=/dev/null/certs", "Certificates:Directory")]
    [InlineData("--Database:Provider=Oracle", "Database:Provider")]
    public async Task A_setting_that_cannot_be_is_one_sentence_that_names_it(string argument, string key)
    {
        var (exitCode, output) = await RunningPlatform.RefuseAsync(argument);
        Assert.Equal(1, exitCode);
        Assert.Contains(key, output);
        Assert.DoesNotContain("   at ", output);
        Assert.Single(output.Split('\n'));
    }
}
