using UserDirectory.ExternalLogins;

namespace UserDirectory.Tests.ExternalLogins;

public sealed class ExternalIdentityTests
{
    private static readonly GoogleProvider Provider = new();

    private static ExternalIdentity? Create(string? subject = "1", string? email = null, string? name = null) =>
        ExternalIdentity.Create(Provider, subject, new ExternalClaims(email, true, name, null, null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1\n")]
    [InlineData("1\0")]
    [InlineData("1\u00df")]
    [InlineData("\ud800")]
    public void What_is_no_subject_is_nobody(string? subject) => Assert.Null(Create(subject));

    [Fact] // OpenID Connect Core §2
    public void A_subject_has_at_most_255_characters_and_is_never_cut()
    {
        Assert.Equal(255, Create(new string('s', 255))!.Subject.Length);
        Assert.Null(Create(new string('s', 256)));
        Assert.Null(Create(new string('s', 10_000)));
    }

    [Fact]
    public void Markup_in_a_subject_is_text_like_any_other() => Assert.Equal("<script>", Create("<script>")!.Subject);

    [Theory]
    [InlineData("no address")]
    [InlineData("\u017fupport@example.com")] // upper-cased it would be SUPPORT@
    [InlineData("a@b@example.com\n")]
    [InlineData("")]
    public void What_is_no_address_is_none_and_is_not_verified(string email)
    {
        var identity = Create(email: email)!;
        Assert.Null(identity.Email);
        Assert.False(identity.EmailVerified);
    }

    [Fact]
    public void Names_are_one_short_line()
    {
        Assert.Equal("AnnBell", Create(name: " Ann\r\n\0Bell ")!.Name!.Replace("\ufffd", "", StringComparison.Ordinal));
        Assert.Equal(200, Create(name: new string('n', 5_000))!.Name!.Length);
        Assert.Equal(198, Create(name: "n" + string.Concat(Enumerable.Repeat("\U0001F600", 300)))!.Name!.Length - 1);
        Assert.Null(Create(name: " \t ")!.Name);
    }
}
