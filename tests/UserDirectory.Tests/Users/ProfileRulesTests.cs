using UserDirectory.Users;

namespace UserDirectory.Tests.Users;

public sealed class ProfileRulesTests
{
    private static readonly string Long = new('x', 1001);

    public static TheoryData<string, ProfileChange> Wrong => new()
    {
        { "given_name", new() { GivenName = Long } },
        { "family_name", new() { FamilyName = "a\nb" } },
        { "nickname", new() { Nickname = "a\u0000b" } },
        { "phone_number", new() { PhoneNumber = "030 123456" } },
        { "phone_number", new() { PhoneNumber = "+0123456789" } },
        { "phone_number", new() { PhoneNumber = "+49١٢٣٤٥٦٧" } },
        { "bio", new() { Bio = Long } },
        { "website", new() { Website = "javascript:alert(1)" } },
        { "website", new() { Website = "https://user:secret@example.com" } },
        { "birthdate", new() { Birthdate = "1990-02-30" } },
        { "birthdate", new() { Birthdate = "12.04.1990" } },
        { "zoneinfo", new() { Zoneinfo = "Mars/Olympus" } },
        { "zoneinfo", new() { Zoneinfo = "/usr/share/zoneinfo/Europe/Berlin" } },
        { "zoneinfo", new() { Zoneinfo = "Europe/../Europe/Berlin" } },
        { "locale", new() { Locale = "english please" } },
        { "address.country", new() { Address = new(null, null, null, null, Long) } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_broken_rule_is_named_by_its_member(string member, ProfileChange change) =>
        Assert.Equal([member], ProfileMembers.Problems(change).Keys);

    [Theory]
    [InlineData("1990-04-12")]
    [InlineData("0000-02-29")]
    [InlineData("1990")]
    public void Birthdates_of_OpenID_Connect_are_taken(string value) => Assert.Null(ProfileRules.Birthdate(value));

    [Fact]
    public void What_is_blank_is_cleared_and_what_is_the_same_is_no_change()
    {
        var user = new User { GivenName = "Ann", Bio = "old" };

        var (old, changed) = Assert.NotNull(ProfileMembers.Apply(new ProfileChange { GivenName = " Ann ", Bio = "  " }, user));

        Assert.Null(user.Bio);
        Assert.Equal("""{"bio":"old"}""", old.ToJsonString());
        Assert.Equal("""{"bio":null}""", changed.ToJsonString());
        Assert.Null(ProfileMembers.Apply(new ProfileChange { GivenName = "Ann" }, user));
    }

    [Fact]
    public void Another_phone_number_is_not_verified()
    {
        var user = new User { PhoneNumber = "+4930123456", PhoneNumberConfirmed = true };
        ProfileMembers.Apply(new ProfileChange { PhoneNumber = "+4930123457" }, user);
        Assert.False(user.PhoneNumberConfirmed);
    }
}
