using Microsoft.AspNetCore.DataProtection;
using ServiceDefaults.Paging;

namespace ServiceDefaults.Tests.Paging;

public sealed class SignedCursorTests
{
    private sealed record Position(string Name, Guid Id);

    private static readonly Position Last = new("bob", Guid.Parse("01890000-0000-7000-8000-000000000001"));

    private readonly SignedCursor _cursors = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void A_cursor_leads_its_caller_on()
    {
        var cursor = _cursors.Seal(Last, "alice", "q=b&sort=name");
        Assert.True(_cursors.TryOpen<Position>(cursor, "alice", "q=b&sort=name", out var position));
        Assert.Equal(Last, position);
        Assert.DoesNotContain("bob", cursor);
    }

    [Theory]
    [InlineData("mallory", "q=b&sort=name")]
    [InlineData("alice", "q=c&sort=name")]
    [InlineData("alice", "")]
    public void A_cursor_fits_no_other_caller_and_no_other_query(string caller, string query) =>
        Assert.False(_cursors.TryOpen<Position>(_cursors.Seal(Last, "alice", "q=b&sort=name"), caller, query, out _));

    [Fact]
    public void A_cursor_with_a_changed_character_is_refused()
    {
        var cursor = _cursors.Seal(Last, "alice", "");
        for (var index = 0; index < cursor.Length; index += 7)
        {
            var changed = cursor[..index] + (cursor[index] == 'A' ? 'B' : 'A') + cursor[(index + 1)..];
            Assert.False(_cursors.TryOpen<Position>(changed, "alice", "", out _), $"at {index}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!")]
    [InlineData("eyJpZCI6MX0")]
    public void What_we_did_not_make_is_refused(string cursor) => Assert.False(_cursors.TryOpen<Position>(cursor, "alice", "", out _));

    [Fact]
    public void A_huge_cursor_is_refused_unread() => Assert.False(_cursors.TryOpen<Position>(new string('A', 100_000), "alice", "", out _));
}
