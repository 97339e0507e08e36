using AdminUi.Times;

namespace AdminUi.Tests.Times;

public sealed class ReaderZoneTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("Asia/Tokyo", "Europe/Berlin", "Asia/Tokyo")]
    [InlineData("Nowhere/Land", "Europe/Berlin", "Europe/Berlin")]
    [InlineData(null, "Europe/Berlin", "Europe/Berlin")]
    [InlineData(null, null, "UTC")]
    [InlineData("", "", "UTC")]
    [InlineData("/etc/localtime", null, "UTC")]
    [InlineData("../../../../dev/zero", null, "UTC")]
    [InlineData("Europe/../Europe/Berlin", null, "UTC")]
    public void An_address_decides_then_the_profile_then_UTC(string? named, string? ofProfile, string expected) =>
        Assert.Equal(expected, ReaderZone.Of(named, ofProfile).Id);

    [Theory]
    [InlineData("2026-01-15T12:00", "2026-01-15T11:00:00Z")]
    [InlineData("2026-07-15T12:00:30", "2026-07-15T10:00:30Z")]
    [InlineData("2026-07-15", "2026-07-14T22:00:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")] // the clocks jump from two to three
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")] // half past two comes twice
    public void A_time_is_a_moment_of_the_zone(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), ReaderZone.Moment(ReaderZone.Read(text), Berlin));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01T00:00")]
    [InlineData("2026-01-15T12:00Z")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("9999-12-31T23:59")]
    public void What_is_no_time_is_no_moment(string? text) => Assert.Null(ReaderZone.Moment(ReaderZone.Read(text), Berlin));
}
