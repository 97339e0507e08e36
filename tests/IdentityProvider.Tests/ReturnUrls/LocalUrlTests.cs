using IdentityProvider.ReturnUrls;

namespace IdentityProvider.Tests.ReturnUrls;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/account")]
    [InlineData("/account/devices?done=ended")]
    [InlineData("/connect/authorize?transaction=AbC-_019")]
    [InlineData("/a/b/?x=https://evil.example/%2F..//")]
    public void A_plain_local_path_is_kept(string url) => Assert.Equal(url, LocalUrl.LocalOrHome(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("account")]
    [InlineData("https://evil.example/")]
    [InlineData("HTTPS:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/..//evil.example")]
    [InlineData("/a/../..//evil.example")]
    [InlineData("/a//evil.example")]
    [InlineData("/a//")]
    [InlineData("/%2e%2e/evil")]
    [InlineData("/account#@evil.example")]
    [InlineData("/аccount")]
    [InlineData("/\u0000")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("/a?x=<script>")]
    [InlineData("~/account")]
    [InlineData("/\u3002evil.example")]
    public void Everything_else_leads_home(string? url) => Assert.Equal("/", LocalUrl.LocalOrHome(url));

    [Fact]
    public void A_url_longer_than_any_of_ours_leads_home() => Assert.Equal("/", LocalUrl.LocalOrHome("/" + new string('a', 4000)));
}
