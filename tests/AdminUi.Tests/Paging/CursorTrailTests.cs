using AdminUi.Paging;

namespace AdminUi.Tests.Paging;

public sealed class CursorTrailTests
{
    [Fact]
    public void Whoever_goes_on_can_go_back_the_same_way()
    {
        var first = CursorTrail.Read(null, null);
        var second = Reload(first.Older("A"));
        var third = Reload(second.Older("B"));

        Assert.Null(first.Newer());
        Assert.Equal("B", third.Current);
        var back = Reload(third.Newer()!);
        Assert.Equal("A", back.Current);
        Assert.True(back.Newer()!.IsFirst);
    }

    [Fact]
    public void The_way_back_has_an_end_so_that_addresses_have_one()
    {
        var trail = CursorTrail.Read(null, null);
        foreach (var page in Enumerable.Range(0, 50)) trail = Reload(trail.Older($"cursor-{page}"));

        Assert.Equal(6, trail.Behind.Count);
        Assert.Equal("cursor-48", trail.Newer()!.Current);
    }

    [Theory]
    [InlineData(null, "A~B")]
    [InlineData("", "A~B")]
    public void Without_a_cursor_it_is_the_first_page_whatever_else_is_said(string? cursor, string back)
    {
        var trail = CursorTrail.Read(cursor, back);

        Assert.True(trail.IsFirst);
        Assert.Null(trail.Newer());
    }

    [Theory]
    [InlineData("~~~")]
    [InlineData("")]
    [InlineData(null)]
    public void A_way_back_that_makes_no_sense_is_none(string? back) => Assert.Null(CursorTrail.Read("A", back).Newer());

    private static CursorTrail Reload(CursorTrail trail) => CursorTrail.Read(trail.Current, trail.Back);
}
