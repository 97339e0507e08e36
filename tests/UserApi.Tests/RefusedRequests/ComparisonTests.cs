using UserApi.RefusedRequests;

namespace UserApi.Tests.RefusedRequests;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("https://a.example/cb", "https://a.example/cb/", "https://a.example/cb", 20)]
    [InlineData("https://a.example/cb/", "https://a.example/cb", "https://a.example/cb/", 20)]
    [InlineData("https://b.example/ https://a.example/callback", "https://a.example/calback", "https://a.example/callback", 21)]
    [InlineData("S256", "plain", "S256", 0)]
    [InlineData("code", "CODE", "code", 0)]
    public void The_nearest_value_comes_first_and_the_first_difference_is_marked(string expected, string received, string nearest, int difference)
    {
        var comparison = Comparison.Of(expected, received);
        Assert.Equal((nearest, difference), (comparison.Expected[0], comparison.FirstDifference));
    }

    [Theory]
    [InlineData(null, "x")]
    [InlineData("a b", null)]
    [InlineData("a b", "b")]
    public void Nothing_to_compare_has_no_difference(string? expected, string? received) =>
        Assert.Null(Comparison.Of(expected, received).FirstDifference);

    [Theory]
    [InlineData("RFC 6749 §3.1.2.3", "https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2.3")]
    [InlineData("RFC 7009 §2", "https://www.rfc-editor.org/rfc/rfc7009#section-2")]
    [InlineData("RFC 7521", "https://www.rfc-editor.org/rfc/rfc7521")]
    [InlineData("OIDC Core §3.1.2.1", "https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.3.1.2.1")]
    [InlineData("OIDC RP-Initiated Logout §2", "https://openid.net/specs/openid-connect-rpinitiated-1_0.html#rfc.section.2")]
    [InlineData("a house rule", null)]
    public void A_clause_can_be_read_where_it_stands(string clause, string? address) =>
        Assert.Equal(address, ClauseAddress.Of(clause)?.AbsoluteUri);
}
