using System.Globalization;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.PushTokens;

public sealed class PushTokenTests
{
    private const string Path = "/v1/users/push-tokens";
    private static int _tokens;

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_device_is_registered_read_and_removed_and_its_token_is_not_shown(string database)
    {
        var person = await NewPersonAsync(database);
        var token = NewToken();

        var created = (await person.PostAtAsync(Path, Fcm(token, "My phone"))).Expect(201);

        Assert.Equal($"{Path}/{created.Data.GetProperty("id").GetGuid()}", created.Headers.Location!.ToString());
        Assert.Equal(("fcm", "My phone", "spa", "…" + token[^6..]), (Text(created, "platform"), Text(created, "device_name"), Text(created, "client_id"), Text(created, "token")));
        Assert.DoesNotContain(token, created.Text, StringComparison.Ordinal);
        var read = (await person.GetAtAsync(created.Headers.Location.ToString())).Expect(200);
        Assert.Equal(created.Data.GetRawText(), read.Data.GetRawText());
        Assert.Equal(created.Data.GetRawText(), Assert.Single((await person.GetAtAsync(Path)).Expect(200).Data.EnumerateArray()).GetRawText());
        (await person.DeleteAtAsync(created.Headers.Location.ToString(), ("If-Match", "\"1\""))).Expect(412);
        (await person.DeleteAtAsync(created.Headers.Location.ToString(), ("If-Match", read.ETag))).Expect(200);
        (await person.DeleteAtAsync(created.Headers.Location.ToString())).Expect(404);
        Assert.Equal(0, (await person.GetAtAsync(Path)).Data.GetArrayLength());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_same_token_again_is_the_same_device(string database)
    {
        var person = await NewPersonAsync(database);
        var token = NewToken();
        var first = (await person.PostAtAsync(Path, Fcm(token, "Old name"))).Expect(201);

        var again = (await person.PostAtAsync(Path, Fcm(token, "New name"))).Expect(200);

        Assert.Equal((first.Data.GetProperty("id").GetGuid(), "New name"), (again.Data.GetProperty("id").GetGuid(), Text(again, "device_name")));
        Assert.Equal(1, (await person.GetAtAsync(Path)).Data.GetArrayLength());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_token_moves_to_whoever_registers_it_and_the_former_owner_learns_no_name(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (former, next) = (await host.NewPersonAsync(), await host.NewPersonAsync());
        var token = NewToken();
        var first = (await former.PostAtAsync(Path, Fcm(token))).Expect(201);

        var moved = (await next.PostAtAsync(Path, Fcm(token))).Expect(200);

        Assert.NotEqual(first.Data.GetProperty("id").GetGuid(), moved.Data.GetProperty("id").GetGuid());
        Assert.Equal((0, 1), ((await former.GetAtAsync(Path)).Data.GetArrayLength(), (await next.GetAtAsync(Path)).Data.GetArrayLength()));
        var activity = (await former.GetAtAsync("/v1/users/activity?action=push_token.removed")).Expect(200);
        Assert.Equal("system", activity.Data[0].GetProperty("by").GetString());
        Assert.DoesNotContain(next.Id.ToString(), activity.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task One_token_registered_by_many_at_once_has_one_owner(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var token = NewToken();
        var people = new List<Person>();
        for (var i = 0; i < 6; i++) people.Add(await host.NewPersonAsync());

        var answers = await Task.WhenAll(people.Select(person => person.PostAtAsync(Path, Fcm(token))));

        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 201, answer.Text));
        var owners = 0;
        foreach (var person in people) owners += (await person.GetAtAsync(Path)).Data.GetArrayLength();
        Assert.Equal(1, owners);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Beyond_fifty_the_oldest_is_forgotten(string database)
    {
        var person = await NewPersonAsync(database);
        var first = (await person.PostAtAsync(Path, Fcm(NewToken()))).Expect(201).Headers.Location!.ToString();
        for (var i = 0; i < 50; i++) (await person.PostAtAsync(Path, Fcm(NewToken()))).Expect(201);

        Assert.Equal(50, (await person.GetAtAsync(Path)).Data.GetArrayLength());
        (await person.GetAtAsync(first)).Expect(404);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_idempotency_key_registers_once(string database)
    {
        var person = await NewPersonAsync(database);
        var body = Fcm(NewToken());

        var first = (await person.PostAtAsync(Path, body, ("Idempotency-Key", "key-1"))).Expect(201);
        var again = (await person.PostAtAsync(Path, body, ("Idempotency-Key", "key-1"))).Expect(201);

        Assert.Equal(first.Text, again.Text);
        (await person.PostAtAsync(Path, Fcm(NewToken()), ("Idempotency-Key", "key-1"))).Expect(422);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Other_peoples_devices_are_not_there(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (owner, other) = (await host.NewPersonAsync(), await host.NewPersonAsync("admin"));
        var path = (await owner.PostAtAsync(Path, Fcm(NewToken()))).Expect(201).Headers.Location!.ToString();
        var before = await host.Database.ChecksumAsync();

        var theirs = (await other.GetAtAsync(path)).Expect(404);
        var nobodys = (await other.GetAtAsync($"{Path}/01890a5d-ac96-774b-bcce-b302099a8057")).Expect(404);
        (await other.DeleteAtAsync(path)).Expect(404);
        (await other.DeleteAtAsync(path, ("If-Match", "\"1\""))).Expect(404);

        Assert.Equal(Text(nobodys.Json, "detail"), Text(theirs.Json, "detail"));
        (await other.GetAtAsync($"{Path}/not-an-id")).Expect(404);
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_wrong_registration_is_refused_by_the_member_that_is_wrong(string database)
    {
        var person = await NewPersonAsync(database);
        var before = await person.Host.Database.ChecksumAsync();
        var hex = new string('a', 64);
        const string Keys = """{"p256dh":"BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM","auth":"tBHItJI5svbpez7KI4CCXg"}""";

        foreach (var (body, member) in new[]
        {
            ("""{"platform":"pager","token":"aaaaaaaaaaaaaaaaaaaaaaaa"}""", "platform"),
            ("""{"platform":"FCM","token":"aaaaaaaaaaaaaaaaaaaaaaaa"}""", "platform"),
            ("""{"platform":"fcm","token":"short"}""", "token"),
            ("""{"platform":"fcm","token":"with spaces in it, and more"}""", "token"),
            ($$"""{"platform":"fcm","token":"{{new string('a', 5000)}}"}""", "token"),
            ("""{"platform":"apns","token":"not hexadecimal"}""", "token"),
            ($$"""{"platform":"apns","token":"{{hex}}","keys":{{Keys}}}""", "keys"),
            ($$"""{"platform":"apns","token":"{{hex}}","device_name":"two\nlines"}""", "device_name"),
            ($$"""{"platform":"apns","token":"{{hex}}","device_name":"{{new string('n', 101)}}"}""", "device_name"),
            ("""{"platform":"web","token":"https://push.example/1"}""", "keys"),
            ($$"""{"platform":"web","token":"http://push.example/1","keys":{{Keys}}}""", "token"),
            ($$"""{"platform":"web","token":"javascript:alert(1)","keys":{{Keys}}}""", "token"),
            ($$"""{"platform":"web","token":"https://user:pass@push.example/1","keys":{{Keys}}}""", "token"),
            ("""{"platform":"web","token":"https://push.example/1","keys":{"p256dh":"AAAA","auth":"AAAA"}}""", "keys"),
            ($$"""{"platform":"apns","token":"{{hex}}","user_id":"01890a5d-ac96-774b-bcce-b302099a8057"}""", "user_id"),
            ($$"""{"platform":"apns","token":"{{hex}}","client_id":"admin-ui"}""", "client_id"),
            ($$"""{"platform":"apns","token":"{{hex}}","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""", "id"),
            ($$"""{"platform":"apns","token":["{{hex}}"]}""", "token"),
            ("""{"platform":"apns","token":null}""", "token"),
        })
            Assert.Equal([member], (await person.PostAtAsync(Path, body)).Expect(400).WrongMembers);
        (await person.PostAtAsync(Path, "{}")).Expect(400);
        (await person.PostAtAsync(Path, "[]")).Expect(400);

        Assert.Equal(before, await person.Host.Database.ChecksumAsync());
        (await person.PostAtAsync(Path, $$"""{"platform":"web","token":"https://push.example/{{person.Id}}","keys":{{Keys}}}""")).Expect(201);
        (await person.PostAtAsync(Path, $$"""{"platform":"apns","token":"{{Convert.ToHexString(person.Id.ToByteArray())}}{{hex}}"}""")).Expect(201);
    }

    private static string NewToken() => string.Create(CultureInfo.InvariantCulture, $"fGw1_k-b7Rk:APA91bH0p9qX{Interlocked.Increment(ref _tokens):D8}");

    private static string Fcm(string token, string name = "Phone") => $$"""{"platform":"fcm","token":"{{token}}","device_name":"{{name}}"}""";

    private static string? Text(Answer answer, string member) => Text(answer.Data, member);

    private static string? Text(System.Text.Json.JsonElement json, string member) => json.GetProperty(member).GetString();

    private static async Task<Person> NewPersonAsync(string database) => await (await ApiHost.OnAsync(database)).NewPersonAsync();
}
