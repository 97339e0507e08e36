using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Account;

public sealed class AccountExportTests
{
    private const string Path = "/v1/users/account/export";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task The_archive_holds_everything_of_the_person_and_nothing_of_others(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, other) = (await host.NewPersonAsync(), await host.NewPersonAsync("admin"));
        foreach (var one in new[] { person, other })
        {
            (await one.PatchAsync($$"""{"nickname":"nick of {{one.Name}}"}""")).Expect(200);
            (await one.PutAtAsync("/v1/users/preferences", $$"""{"of":"{{one.Name}}"}""")).Expect(200);
            (await one.PutAtAsync("/v1/users/notification-preferences", """{"push":{"account":false}}""")).Expect(200);
            (await one.PostAtAsync("/v1/users/push-tokens", $$"""{"platform":"fcm","token":"token-of-{{one.Id:N}}","device_name":"Phone of {{one.Name}}"}""")).Expect(201);
            await one.SignInAsync($"Browser of {one.Name}");
        }

        (await host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/suspend", other.Token("admin.api"))).Expect(200);
        (await host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/activate", other.Token("admin.api"))).Expect(200);

        var files = await ReadAsync(person, await ExportAsync(person));

        string[] expected =
        [
            "profile.json", "security.json", "preferences.json", "notification-preferences.json", "push-tokens.json", "sessions.json", "grants.json",
            "sign-in-attempts.json", "messages.json", "activity.ndjson", "README.txt",
        ];
        Assert.Subset(files.Keys.ToHashSet(), expected.ToHashSet());
        Assert.All(expected[..^1], file => Assert.Contains(file, files["README.txt"], StringComparison.Ordinal));
        Assert.Equal(person.Name, JsonElement.Parse(files["profile.json"]).GetProperty("user_name").GetString());
        Assert.Equal(person.Name, JsonElement.Parse(files["preferences.json"]).GetProperty("of").GetString());
        Assert.False(JsonElement.Parse(files["notification-preferences.json"]).GetProperty("push").GetProperty("account").GetBoolean());
        Assert.Contains($"Phone of {person.Name}", files["push-tokens.json"], StringComparison.Ordinal);
        Assert.Contains($"Browser of {person.Name}", files["sessions.json"], StringComparison.Ordinal);
        var acts = files["activity.ndjson"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Contains(acts, act => act.GetProperty("action").GetString() == "user.suspended" && act.GetProperty("by").GetString() == "administrator");
        Assert.Contains(acts, act => act.GetProperty("action").GetString() == "user.data_exported");
        var all = string.Concat(files.Values);
        foreach (var secret in new[] { other.Id.ToString(), other.Id.ToString("N"), $"of {other.Name}\"", "password_hash", "PBKDF2", "$argon2", $"token-of-{person.Id:N}" })
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_long_trail_is_whole(string database)
    {
        var person = await (await ApiHost.OnAsync(database)).NewPersonAsync();
        for (var i = 0; i < 30; i++) (await person.PatchAtAsync("/v1/users/preferences", $$"""{"n":{{i}}}""")).Expect(200);

        var files = await ReadAsync(person, await ExportAsync(person));

        var ids = files["activity.ndjson"].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line).GetProperty("id").GetString()).ToArray();
        Assert.Equal((32, 32), (ids.Length, ids.Distinct().Count())); // with the registration and the archive itself
    }

    [Fact]
    public async Task Five_archives_an_hour_are_enough()
    {
        var host = await ApiHost.StartAsync(null, ("RateLimits:Enabled", "true"));
        var (person, other) = (await host.NewPersonAsync(), await host.NewPersonAsync());
        for (var i = 0; i < 5; i++) Assert.Equal(200, (await person.GetAtAsync(Path)).Status);

        Assert.NotNull((await person.GetAtAsync(Path)).Expect(429).Header("Retry-After"));
        Assert.Equal(200, (await other.GetAtAsync(Path)).Status);
    }

    private static async Task<HttpResponseMessage> ExportAsync(Person person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token("profile.api"));
        request.Headers.Accept.ParseAdd("application/zip");
        return await person.Host.Http.SendAsync(request);
    }

    private static async Task<Dictionary<string, string>> ReadAsync(Person person, HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
            var name = response.Content.Headers.ContentDisposition?.FileName?.Trim('"');
            Assert.Matches($"^identity-{person.Name}-[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\\.zip$", name);
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
            await using var zip = new ZipArchive(new MemoryStream(await response.Content.ReadAsByteArrayAsync()), ZipArchiveMode.Read);
            var files = new Dictionary<string, string>();
            foreach (var entry in zip.Entries)
            {
                using var text = new StreamReader(await entry.OpenAsync());
                files[entry.FullName] = await text.ReadToEndAsync();
            }

            return files;
        }
    }
}
