using UserApi.Tests.Hosting;
using UserApi.Tests.SessionAdministration;

namespace UserApi.Tests.Grants;

public sealed class GrantsTests
{
    private const string Path = "/v1/admin/grants";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Grants_are_listed_by_person_and_by_app(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var session = await host.SessionAsync(person.Id);
        var app = $"app-of-{person.Name}";
        var (first, second) = (await host.GrantAsync(person.Id, session, app), await host.GrantAsync(person.Id, session, "another-app"));

        Assert.Equal([second, first], Ids((await admin.AdminGetAsync($"{Path}?user={person.Name}")).Expect(200)));
        Assert.Equal([first], Ids((await admin.AdminGetAsync($"{Path}?client_id={app}")).Expect(200)));
        Assert.Empty(Ids((await admin.AdminGetAsync($"{Path}?client_id={app}&user={admin.Name}")).Expect(200)));
        var shown = (await admin.AdminGetAsync($"{Path}/{first}")).Expect(200).Data;
        Assert.Equal((person.Name, app, app, session), (
            shown.GetProperty("username").GetString(), shown.GetProperty("client_id").GetString(), shown.GetProperty("client_name").GetString(),
            shown.GetProperty("session_id").GetGuid()));
        Assert.Equal(["openid", "profile"], shown.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_grant_that_is_ended_is_gone_and_recorded_on_its_person(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var grant = await host.GrantAsync(person.Id, await host.SessionAsync(person.Id));

        var ended = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SessionsTests.EndAsync(admin, $"{Path}/{grant}")));

        Assert.Single(ended, answer => answer.Status == 200);
        Assert.All(ended, answer => Assert.Contains(answer.Status, new[] { 200, 404 }));
        (await admin.AdminGetAsync($"{Path}/{grant}")).Expect(404);
        var record = Assert.Single((await admin.AdminGetAsync($"/v1/admin/audit-logs?person={person.Id}&action=grant.revoked")).Data.EnumerateArray());
        var values = record.GetProperty("new_values");
        Assert.Equal((grant, "spa", "RevokedByAdministrator"), (
            values.GetProperty("grant").GetGuid(), values.GetProperty("client_id").GetString(), values.GetProperty("reason").GetString()));
    }

    private static Guid[] Ids(Answer answer) => [.. answer.Data.EnumerateArray().Select(grant => grant.GetProperty("id").GetGuid())];
}
