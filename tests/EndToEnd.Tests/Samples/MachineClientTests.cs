using System.Globalization;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Samples;

/// <summary>The service that acts for itself, run to its end.</summary>
[Collection(nameof(SampleApps))]
public sealed partial class MachineClientTests(SampleApps samples)
{
    [Fact]
    public async Task It_lists_the_users_page_by_page_with_one_token()
    {
        var (exitCode, output) = await samples.RunMachineByCommandAsync("--PageSize=1");
        Assert.Equal(0, exitCode);
        foreach (var address in new[] { "admin@example.com", "alice@example.com", "bob@example.com" })
            Assert.Contains(address, output, StringComparison.Ordinal);
        var (users, tokens) = Sum(output);
        Assert.True(users >= 3);
        Assert.Equal(1, tokens);
    }

    /// <summary>This client's tokens live 20 seconds, and one is used until 30 seconds before its end: each is spent with its first call.</summary>
    [Fact]
    public async Task A_token_that_is_about_to_end_is_not_used_again()
    {
        var (exitCode, output) = await samples.RunMachineAsync("brief", "brief-secret-known-to-these-tests-alone", "--PageSize=1");
        Assert.Equal(0, exitCode);
        var (users, tokens) = Sum(output);
        Assert.True(users >= 3);
        Assert.Equal(users, tokens); // a call for each
    }

    [Theory]
    [InlineData("--ClientSecret=not-the-secret", 4, "invalid_client")]
    [InlineData("--ClientSecret=", 2, "MACHINE_CLIENTSECRET")]
    [InlineData("--PageSize=0", 2, "PageSize")]
    [InlineData("--Issuer=http://localhost", 2, "Issuer")]
    [InlineData("--Issuer=https://localhost:1", 3, "https://localhost:1/ does not answer")]
    [InlineData("--Api=https://localhost:1", 3, "https://localhost:1/ does not answer")]
    public async Task What_goes_wrong_is_one_sentence_and_an_exit_code(string argument, int expected, string sentence)
    {
        var (exitCode, output) = await samples.RunMachineAsync("machine", "machine-secret", argument);
        Assert.Equal(expected, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_a_role_is_refused()
    {
        var (exitCode, output) = await samples.RunMachineAsync("roleless", "roleless-secret-known-to-these-tests-alone");
        Assert.Equal(4, exitCode);
        Assert.Contains("roleless may not list users: the API answers 403.", output, StringComparison.Ordinal);
    }

    private static (int Users, int Tokens) Sum(string output)
    {
        var sum = LastLine().Match(output);
        Assert.True(sum.Success, output);
        return (int.Parse(sum.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(sum.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"(\d+) users, 1 a page; tokens asked for: (\d+)")]
    private static partial Regex LastLine();
}
