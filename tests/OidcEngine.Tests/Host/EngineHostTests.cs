namespace OidcEngine.Tests.Host;

public sealed class EngineHostTests
{
    [Fact]
    public async Task The_host_of_the_tests_starts()
    {
        await using var host = await EngineHost.StartAsync();
        using var response = await host.GetAsync("/connect/authorize");
        Assert.Equal("invalid_request: client_id is missing.", await response.Content.ReadAsStringAsync());
    }
}
