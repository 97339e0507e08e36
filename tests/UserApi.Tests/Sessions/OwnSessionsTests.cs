using UserApi.Tests.Hosting;

namespace UserApi.Tests.Sessions;

public sealed class OwnSessionsTests
{
    private const string Path = "/v1/users/sessions";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_person_sees_their_own_sessions_and_which_is_this_one(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, other) = (await host.NewPersonAsync(), await host.NewPersonAsync());
        var (first, second) = (await person.SignInAsync("One/1.0"), await person.SignInAsync("Two/1.0"));
        await other.SignInAsync();

        var list = (await host.SendAsync(HttpMethod.Get, Path, person.TokenSince(TimeSpan.Zero, first))).Expect(200);

        Assert.Equal([second, first], list.Data.EnumerateArray().Select(session => session.GetProperty("id").GetGuid()));
        Assert.Equal([false, true], list.Data.EnumerateArray().Select(session => session.GetProperty("current").GetBoolean()));
        Assert.All(list.Data.EnumerateArray(), session => Assert.Equal(person.Name, session.GetProperty("username").GetString()));
        Assert.Equal(2, list.Meta.GetProperty("total").GetInt32());
        (await person.GetAtAsync($"{Path}/{first}")).Expect(200);
        var page = (await person.GetAtAsync($"{Path}?limit=1")).Expect(200);
        var next = (await person.GetAtAsync($"{Path}?limit=1&cursor={page.Meta.GetProperty("next_cursor").GetString()}")).Expect(200);
        Assert.Equal(first, next.Data[0].GetProperty("id").GetGuid());
        (await other.GetAtAsync($"{Path}?limit=1&cursor={page.Meta.GetProperty("next_cursor").GetString()}")).Expect(400);
        (await person.GetAtAsync($"{Path}?user={other.Id}")).Expect(400);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Signing_out_elsewhere_leaves_this_session(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, other) = (await host.NewPersonAsync(), await host.NewPersonAsync());
        var current = await person.SignInAsync();
        await person.SignInAsync();
        await person.SignInAsync();
        var theirs = await other.SignInAsync();

        var ended = (await host.SendAsync(HttpMethod.Delete, Path, person.TokenSince(TimeSpan.Zero, current))).Expect(200);

        Assert.Equal(2, ended.Data.GetProperty("sessions_ended").GetInt32());
        Assert.Equal(current, Assert.Single((await person.GetAtAsync(Path)).Data.EnumerateArray()).GetProperty("id").GetGuid());
        (await other.GetAtAsync($"{Path}/{theirs}")).Expect(200);
        (await host.SendAsync(HttpMethod.Delete, $"{Path}/{current}", person.TokenSince(TimeSpan.Zero, current))).Expect(200);
        Assert.Equal(0, (await person.GetAtAsync(Path)).Data.GetArrayLength());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Other_peoples_sessions_are_not_there(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, other) = (await host.NewPersonAsync(), await host.NewPersonAsync("admin"));
        var session = await person.SignInAsync();
        var before = await host.Database.ChecksumAsync();

        var theirs = (await other.GetAtAsync($"{Path}/{session}")).Expect(404);
        var nobodys = (await other.GetAtAsync($"{Path}/01890a5d-ac96-774b-bcce-b302099a8057")).Expect(404);
        (await other.DeleteAtAsync($"{Path}/{session}")).Expect(404);
        // Who names somebody else's session as their own in a token of theirs gains nothing either.
        (await host.SendAsync(HttpMethod.Delete, $"{Path}/{session}", other.TokenSince(TimeSpan.Zero, session))).Expect(404);

        Assert.Equal(theirs.Json.GetProperty("detail").GetString(), nobodys.Json.GetProperty("detail").GetString());
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }
}
