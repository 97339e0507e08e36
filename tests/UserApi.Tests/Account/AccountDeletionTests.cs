using UserApi.Tests.Hosting;

namespace UserApi.Tests.Account;

public sealed class AccountDeletionTests
{
    private const string Path = "/v1/users/account";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_person_deletes_their_account_once(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, admin) = (await host.NewPersonAsync(), await host.NewPersonAsync("admin"));
        var session = await person.SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => DeleteAsync(person, Confirm(person))));

        var deleted = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(4, answers.Count(answer => answer.Status == 409 && answer.Error == "deletion_pending"));
        Assert.Equal("pending_deletion", deleted.Data.GetProperty("status").GetString());
        var left = deleted.Data.GetProperty("purge_after").GetDateTimeOffset() - TimeProvider.System.GetUtcNow();
        Assert.InRange(left, TimeSpan.FromDays(29.9), TimeSpan.FromDays(30));
        (await person.GetAtAsync($"/v1/users/sessions/{session}")).Expect(404);
        Assert.Equal("pending_deletion", (await admin.AdminGetAsync($"/v1/users/{person.Id}")).Expect(200).Data.GetProperty("status").GetString());
        var taken = $$"""{"username":"{{person.Name}}","email":"new-{{person.Name}}@example.com","password":"Pass123$Pass"}""";
        Assert.Equal("username_taken", (await host.SendAsync(HttpMethod.Post, "/v1/users", json: taken)).Expect(409).Error);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_old_sign_in_does_not_do(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var person = await host.NewPersonAsync();
        var before = await host.Database.ChecksumAsync();

        foreach (var token in new[] { person.TokenSince(TimeSpan.FromMinutes(16)), person.TokenSince(TimeSpan.FromDays(-100_000)), person.Token("profile.api") })
        {
            var refused = (await host.SendAsync(HttpMethod.Delete, Path, token, Confirm(person))).Expect(401);
            Assert.Equal("insufficient_user_authentication", refused.Error);
            Assert.Contains("error=\"insufficient_user_authentication\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
            Assert.Contains("max_age=\"900\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal); // RFC 9470 §3
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Without_the_persons_own_name_nothing_happens(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, other) = (await host.NewPersonAsync(), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();

        foreach (var body in new[]
        {
            Confirm(other), """{"confirm":""}""", """{"confirm":null}""", """{"confirm":true}""", """{"confirm":["a"]}""", "{}", "[]", "null", "", "{",
            $$"""{"confirm":"{{person.Name.ToUpperInvariant()}}"}""", $$"""{"confirm":"{{person.Name}}","user_id":"{{other.Id}}"}""",
            $$"""{"confirm":"{{person.Name}}","confirm":"{{person.Name}}"}""", $$"""{"confirm":"{{person.Name}}\u0000"}""",
        })
            (await DeleteAsync(person, body)).Expect(400);
        (await host.SendAsync(HttpMethod.Delete, Path, person.TokenSince(TimeSpan.Zero))).Expect(415);
        (await host.SendAsync(HttpMethod.Delete, Path, person.TokenSince(TimeSpan.Zero), Confirm(person), "text/plain")).Expect(415);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var host = await ApiHost.StartAsync(null);
        var (one, two) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("admin"));
        await DeleteSeededAdminAsync(host, one);

        var answers = await Task.WhenAll(DeleteAsync(one, Confirm(one)), DeleteAsync(two, Confirm(two)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal("last_admin", Assert.Single(answers, answer => answer.Status == 409).Error);
    }

    private static async Task DeleteSeededAdminAsync(ApiHost host, Person by)
    {
        if ((await by.AdminGetAsync("/v1/users/admin")) is { Status: 200 } admin)
            (await host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{admin.Data.GetProperty("id").GetGuid()}/suspend", by.Token("admin.api"))).Expect(200);
    }

    private static string Confirm(Person person) => $$"""{"confirm":"{{person.Name}}"}""";

    private static Task<Answer> DeleteAsync(Person person, string body) =>
        person.Host.SendAsync(HttpMethod.Delete, Path, person.TokenSince(TimeSpan.FromMinutes(14)), body);
}
