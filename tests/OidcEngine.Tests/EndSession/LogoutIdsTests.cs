using Microsoft.AspNetCore.DataProtection;
using OidcEngine.EndSession;
using OidcEngine.Tests.Fakes;

namespace OidcEngine.Tests.EndSession;

public sealed class LogoutIdsTests
{
    private static readonly LogoutSummary Summary = new(null, ["first"], null);

    private readonly ManualTime _time = new();
    private readonly LogoutIds _ids;

    public LogoutIdsTests() => _ids = new LogoutIds(new EphemeralDataProtectionProvider(), _time);

    [Fact]
    public void What_was_written_is_read_for_half_an_hour()
    {
        var id = _ids.Write(Summary);

        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(Summary.ClientIds, _ids.Read<LogoutSummary>(id)!.ClientIds);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_ids.Read<LogoutSummary>(id));
    }

    [Fact]
    public void One_kind_is_not_read_as_another() => Assert.Null(_ids.Read<LogoutRequest>(_ids.Write(Summary)));

    [Fact]
    public void What_another_installation_wrote_is_not_read() =>
        Assert.Null(_ids.Read<LogoutSummary>(new LogoutIds(new EphemeralDataProtectionProvider(), _time).Write(Summary)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("CfDJ8")]
    [InlineData("{\"Fact\":{},\"ExpiresAt\":\"2099-01-01T00:00:00Z\"}")]
    public void What_nobody_wrote_is_not_read(string? logoutId) => Assert.Null(_ids.Read<LogoutSummary>(logoutId));

    [Fact]
    public void No_octet_of_it_can_be_changed()
    {
        var id = _ids.Write(Summary);
        for (var i = 0; i < id.Length; i += 7)
        {
            var changed = id[..i] + (id[i] == 'A' ? 'B' : 'A') + id[(i + 1)..];
            Assert.Null(_ids.Read<LogoutSummary>(changed));
        }
    }
}
