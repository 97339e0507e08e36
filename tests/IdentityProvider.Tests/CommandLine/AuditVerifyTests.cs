using System.Globalization;
using IdentityProvider.CommandLine;
using IdentityProvider.Tests.Hosting;
using UserDirectory.Audit;

namespace IdentityProvider.Tests.CommandLine;

[Collection(PagesOfOneProvider.Name)]
public sealed class AuditVerifyTests(SharedProvider shared) : IDisposable
{
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task The_trail_of_a_running_server_is_intact()
    {
        using var browser = await shared.Provider.SignInAsync("alice");
        var code = await Verbs.Run(["audit", "verify", .. shared.Provider.Arguments], _output, CancellationToken.None)!;

        Assert.StartsWith("The audit trail is intact up to record ", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(AuditVerify.Intact, code);
    }

    [Fact]
    public async Task A_broken_trail_is_told_by_the_exit_code()
    {
        var code = await AuditVerify.ReportAsync(new AuditVerdict.Broken(7, null, "the record is missing"), _output, CancellationToken.None);

        Assert.Equal("The audit trail is broken at position 7: the record is missing.", _output.ToString().TrimEnd());
        Assert.Equal(AuditVerify.Broken, code);
    }

    [Fact]
    public async Task A_wrong_setting_is_told_in_a_sentence()
    {
        var code = await Verbs.Run(["audit", "verify", "--Identity:Issuer=nonsense"], _output, CancellationToken.None)!;

        Assert.Contains("Identity:Issuer", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(AuditVerify.CannotTell, code);
    }

    [Theory]
    [InlineData]
    [InlineData("--urls=https://localhost:1")]
    [InlineData("audit")]
    [InlineData("verify", "audit")]
    public void What_is_no_verb_serves(params string[] args) => Assert.Null(Verbs.Run(args, _output, CancellationToken.None));
}
