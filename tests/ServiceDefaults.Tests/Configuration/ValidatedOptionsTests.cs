using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Tests.Configuration;

public sealed class ValidatedOptionsTests
{
    private sealed class Sample
    {
        public int Count { get; set; } = 3;

        public TimeSpan Wait { get; set; }

        public bool On { get; set; }
    }

    [Fact]
    public void A_section_is_registered_as_itself_and_as_options()
    {
        var services = new ServiceCollection();
        services.AddValidatedOptions<Sample>(Settings(("Sample:Wait", "00:00:05")), "Sample");
        using var provider = services.BuildServiceProvider();
        Assert.Equal((3, TimeSpan.FromSeconds(5)), (provider.GetRequiredService<Sample>().Count, provider.GetRequiredService<IOptions<Sample>>().Value.Wait));
    }

    [Theory]
    [InlineData("Sample:Count", "many", "The setting Sample:Count is \"many\", which is not a whole number: correct or remove it.")]
    [InlineData("Sample:On", "ja", "The setting Sample:On is \"ja\", which is not a true or false: correct or remove it.")]
    [InlineData("Sample:Wait", "5 min", "which is not a duration (write 00:15:00 for 15 minutes)")]
    public void A_value_of_the_wrong_kind_is_one_sentence_that_names_the_key(string key, string value, string sentence)
    {
        var failure = Assert.Throws<StartupFailure>(() => ValidatedOptions.Read<Sample>(Settings((key, value)), "Sample"));
        Assert.Contains(sentence, failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_refused_value_stops_the_start() => Assert.Equal(
        "Sample:Count is too small.",
        Assert.Throws<StartupFailure>(() => ValidatedOptions.Read<Sample>(Settings(), "Sample", sample => sample.Count < 5 ? "Sample:Count is too small." : null)).Message);

    [Theory]
    [InlineData("Identity:Issuer", "id.example.com")]
    [InlineData("Identity:Issuer", "http://id.example.com")]
    [InlineData("Identity:Issuer", "https://id.example.com/")]
    [InlineData("Identity:Issuer", "https://id.example.com?a=b")]
    [InlineData("Identity:UserApiUrl", "https://api.example.com#x")]
    [InlineData("Identity:AdminUrl", "http://localhost:3003")]
    [InlineData("RateLimits:Token:Permits", "0")]
    [InlineData("RateLimits:Token:Window", "00:00:00")]
    [InlineData("Health:MetricsPort", "70000")]
    [InlineData("Health:MetricsNetworks:0", "10.0.0")]
    [InlineData("OpenTelemetry:Endpoint", "collector:4318")]
    [InlineData("Shutdown:DrainDelay", "-00:00:01")]
    [InlineData("Shutdown:Timeout", "00:00:00")]
    [InlineData("Outbound:TrustedCaFile", "/nowhere/ca.crt")]
    public async Task Every_wrong_setting_names_itself(string key, string value)
    {
        var failure = await Assert.ThrowsAsync<StartupFailure>(() => SampleHost.StartAsync(environment: "Production", settings: [(key, value)]));
        Assert.Contains(key.Replace(":0", "", StringComparison.Ordinal), failure.Message);
    }

    [Fact]
    public async Task A_taken_port_is_explained()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => SampleHost.StartAsync(settings: [("urls", $"http://{listener.LocalEndpoint}")]));
        Assert.Contains("choose another port", StartupFailure.Explain(exception));
    }

    [Fact]
    public void A_fault_of_the_program_keeps_its_stack_trace() => Assert.Null(StartupFailure.Explain(new InvalidOperationException("bug")));

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build();
}
