using UserDirectory.ExternalLogins;

namespace UserDirectory.Tests.ExternalLogins;

public sealed class ExternalLoginOptionsTests
{
    [Fact]
    public void Nothing_is_configured_by_default()
    {
        var options = new ExternalLoginOptions();
        Assert.Empty(options.Providers);
        Assert.Null(ExternalLoginOptions.Problem(options));
    }

    [Theory]
    [InlineData("ClientId", "")]
    [InlineData("ClientSecret", "")]
    [InlineData("Authority", "http://id.example.com")]
    [InlineData("Authority", "id.example.com")]
    [InlineData("Authority", "https://id.example.com?a=b")]
    [InlineData("Authority", "https://user@id.example.com")]
    [InlineData("Name", "")]
    [InlineData("Name", "Work Place")]
    [InlineData("Name", "../sign-in")]
    [InlineData("DisplayName", " ")]
    [InlineData("IdTokenAlgorithm", "none")]
    [InlineData("IdTokenAlgorithm", "HS256")]
    public void A_wrong_value_is_named(string setting, string value)
    {
        var provider = Workplace();
        Assert.Null(ExternalLoginOptions.Problem(With(provider)));

        typeof(OidcProvider).GetProperty(setting)!.SetValue(provider, value);

        Assert.Contains($"ExternalLogins:Oidc:0:{setting}", ExternalLoginOptions.Problem(With(provider)), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_providers_have_two_names_and_two_authorities()
    {
        var other = Workplace();
        other.Name = "other";
        Assert.Contains("authority", ExternalLoginOptions.Problem(With(Workplace(), other)), StringComparison.Ordinal);
        other.Authority = "https://other.example.com";
        Assert.Null(ExternalLoginOptions.Problem(With(Workplace(), other)));
        other.Name = "workplace";
        Assert.Contains("name", ExternalLoginOptions.Problem(With(Workplace(), other)), StringComparison.Ordinal);
    }

    private static OidcProvider Workplace() => new()
    {
        Name = "workplace",
        DisplayName = "Workplace",
        Authority = "https://id.example.com",
        ClientId = "identity",
        ClientSecret = "a secret of the tests",
    };

    private static ExternalLoginOptions With(params OidcProvider[] providers)
    {
        var options = new ExternalLoginOptions();
        foreach (var provider in providers) options.Oidc.Add(provider);
        return options;
    }
}
