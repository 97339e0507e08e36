using UserApi.Tests.Hosting;

namespace UserApi.Tests.Analytics;

public sealed class AnalyticsTests
{
    private const string Path = "/v1/admin/analytics";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task The_days_asked_for_are_shown_up_to_today(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");

        var month = (await auditor.AdminGetAsync(Path)).Expect(200);
        var one = (await auditor.AdminGetAsync($"{Path}?days=1")).Expect(200);

        Assert.Equal(30, month.Data.GetProperty("days").GetArrayLength());
        Assert.Equal(90, (await auditor.AdminGetAsync($"{Path}?days=90")).Expect(200).Data.GetProperty("days").GetArrayLength());
        var read = month.Data.GetProperty("read_at").GetDateTimeOffset();
        Assert.Equal($"{read.UtcDateTime:yyyy-MM-dd}", one.Data.GetProperty("days")[0].GetProperty("date").GetString());
        Assert.True(month.Data.GetProperty("accounts").GetProperty("total").GetInt64() > 0);
        Assert.Equal(304, (await host.SendAsync(
            HttpMethod.Get, $"{Path}?days=1", auditor.Token("admin.api"), headers: ("If-None-Match", one.ETag))).Status);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Others_and_nonsense_are_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, support, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync("support"), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();

        foreach (var days in new[] { "0", "91", "-1", "1.5", "ten", "99999999999", "1&days=2", "%00" })
            Assert.Equal(["days"], (await auditor.AdminGetAsync($"{Path}?days={days}")).Expect(400).WrongMembers);
        Assert.Equal(["day"], (await auditor.AdminGetAsync($"{Path}?day=1")).Expect(400).WrongMembers);
        Assert.Equal("insufficient_permission", (await support.AdminGetAsync(Path)).Expect(403).Error);
        Assert.Equal("insufficient_permission", (await person.AdminGetAsync(Path)).Expect(403).Error);
        Assert.Equal("insufficient_scope", (await host.SendAsync(HttpMethod.Get, Path, auditor.Token("profile.api"))).Expect(403).Error);
        (await host.SendAsync(HttpMethod.Get, Path)).Expect(401);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }
}
