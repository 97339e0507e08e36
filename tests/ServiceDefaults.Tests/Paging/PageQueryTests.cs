using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ServiceDefaults.Paging;

namespace ServiceDefaults.Tests.Paging;

public sealed class PageQueryTests
{
    [Theory]
    [InlineData("", 1, 20, 0)]
    [InlineData("?page=&limit=", 1, 20, 0)]
    [InlineData("?page=3&limit=50", 3, 50, 100)]
    [InlineData("?page=100&limit=100", 100, 100, 9900)]
    public void A_page_is_read(string query, int page, int limit, int skip)
    {
        Assert.True(PageQuery.TryRead(Parse(query), out var read, out _));
        Assert.Equal((page, limit, skip), (read.Page!.Value, read.Limit, read.Skip));
    }

    [Theory]
    [InlineData("?page=0", "page")]
    [InlineData("?page=-1", "page")]
    [InlineData("?page=+1", "page")]
    [InlineData("?page=1.5", "page")]
    [InlineData("?page=99999999999", "page")]
    [InlineData("?page=101&limit=100", "page")]
    [InlineData("?page=2147483647&limit=100", "page")]
    [InlineData("?page=1&page=2", "page")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?limit=ten", "limit")]
    [InlineData("?limit=1&limit=2", "limit")]
    [InlineData("?cursor=a&cursor=b", "cursor")]
    [InlineData("?cursor=a&page=2", "page")]
    public void A_wrong_page_is_named(string query, string member)
    {
        Assert.False(PageQuery.TryRead(Parse(query), out _, out var problem));
        Assert.Equal([member], problem.Errors.Keys);
    }

    [Fact]
    public void Beyond_row_10000_the_cursor_is_named()
    {
        Assert.False(PageQuery.TryRead(Parse("?page=501"), out _, out var problem));
        Assert.Contains("cursor", problem.Errors["page"][0]);
    }

    [Fact]
    public void The_meta_tells_where_the_page_lies()
    {
        Assert.True(PageQuery.TryRead(Parse("?page=2&limit=10"), out var page, out _));
        var meta = page.Meta(total: 35, totalCapped: false, nextCursor: "next");
        Assert.Equal((4, true, true, 2), (meta.TotalPages, meta.HasNext, meta.HasPrevious, meta.Page));
    }

    private static QueryCollection Parse(string query) => new(QueryHelpers.ParseQuery(query));
}
