using UserDirectory.Users;

namespace UserDirectory.Tests.Users;

public sealed class EmailAddressesTests
{
    [Theory]
    [InlineData(" Ann@Example.COM ", "Ann@example.com")]
    [InlineData("a.b+c@mail.example.co.uk", "a.b+c@mail.example.co.uk")]
    [InlineData("ann@bücher.example", "ann@xn--bcher-kva.example")]
    public void An_address_is_kept_with_its_domain_in_lower_case(string typed, string kept) => Assert.Equal(kept, EmailAddresses.Parse(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@example.com")]
    [InlineData("ann@")]
    [InlineData("ann@example..com")]
    [InlineData("ann@-example.com")]
    [InlineData("ann@127.0.0.1")]
    [InlineData("ann@[127.0.0.1]")]
    [InlineData("\"ann\"@example.com")]
    [InlineData(".ann@example.com")]
    [InlineData("an..n@example.com")]
    [InlineData("ann @example.com")]
    [InlineData("ann@example.com\r\nBcc: all@example.com")]
    [InlineData("ann@example.com, eve@example.com")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("ann\0@example.com")]
    public void What_is_no_address_is_refused(string? typed) => Assert.Null(EmailAddresses.Parse(typed));

    [Theory] // upper-casing would make each of them the address of somebody else
    [InlineData("ſupport@example.com")]
    [InlineData("ıvan@example.com")]
    [InlineData("\u212Aate@example.com")]
    public void Letters_that_fold_into_ascii_are_refused(string typed) => Assert.Null(EmailAddresses.Parse(typed));

    [Fact]
    public void A_domain_that_folds_into_ascii_is_the_same_domain() =>
        Assert.Equal(EmailAddresses.Parse("ann@shop.example"), EmailAddresses.Parse("ann@ſhop.example"));
}
