using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Pictures;
using UserApi.Tests.Hosting;
using UserDirectory.Database;
using UserDirectory.Outbox;

namespace UserApi.Tests.Avatars;

public sealed class AvatarTests
{
    [Theory, MemberData(nameof(Databases.Each), MemberType = typeof(Databases))]
    public async Task A_picture_is_set_shown_in_three_sizes_and_told_in_the_profile(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var person = await host.NewPersonAsync();

        var set = (await person.UploadAsync(TestPictures.Png())).Expect(200);

        var picture = set.Data.GetProperty("picture").GetString()!;
        Assert.StartsWith($"{TestIssuer.Audience}/v1/users/{person.Id}/avatar?v=", picture, StringComparison.Ordinal);
        Assert.Equal(["64", "256", "512"], set.Data.GetProperty("sizes").EnumerateObject().Select(size => size.Name));
        var profile = (await person.ProfileAsync()).Expect(200);
        Assert.Equal((picture, set.ETag), (profile.Data.GetProperty("picture").GetString(), profile.ETag));
        Assert.Equal(picture, (await person.OwnAsync(HttpMethod.Get)).Expect(200).Data.GetProperty("picture").GetString());
        foreach (var size in new[] { 64, 256, 512 })
        {
            var (answer, content) = await host.PictureAsync(person.Id, $"?v=x&size={size}");
            Assert.Equal("image/webp", answer.Expect(200).ContentHeaders.ContentType?.ToString());
            Assert.Equal((size, size), SizeOf(content));
        }

        Assert.Equal(256, SizeOf((await host.PictureAsync(person.Id)).Content).Width);
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("webp")]
    [InlineData("png")]
    public async Task Each_format_is_known_by_its_content_whatever_it_is_called(string format)
    {
        var person = await (await ApiHost.OnAsync(Databases.Sqlite)).NewPersonAsync();
        (await person.UploadAsync(TestPictures.As(format, TestPictures.Png(80, 120)), fileName: "../../etc/passwd.svg")).Expect(200);
        Assert.Equal((64, 64), SizeOf((await person.Host.PictureAsync(person.Id, "?size=64")).Content));
    }

    [Fact]
    public async Task Where_it_was_taken_and_what_hangs_behind_it_is_gone()
    {
        var person = await (await ApiHost.OnAsync(Databases.Sqlite)).NewPersonAsync();
        byte[] sent = [.. TestPictures.WithExif(TestPictures.As("jpg", TestPictures.Png()), "52.5200N 13.4050E"), .. "<script>alert(1)</script>"u8];

        (await person.UploadAsync(sent)).Expect(200);

        foreach (var size in new[] { 64, 256, 512 })
        {
            var text = Encoding.Latin1.GetString((await person.Host.PictureAsync(person.Id, $"?size={size}")).Content);
            Assert.StartsWith("RIFF", text, StringComparison.Ordinal);
            foreach (var trace in new[] { "52.5200N", "EXIF", "Exif", "XMP", "ICCP", "script" })
                Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_picture_may_be_kept_for_five_minutes_and_asked_for_again()
    {
        var person = await (await ApiHost.OnAsync(Databases.Sqlite)).NewPersonAsync();
        (await person.UploadAsync(TestPictures.Png())).Expect(200);

        var (answer, _) = await person.Host.PictureAsync(person.Id);

        AssertPublic(answer);
        var (current, nothing) = await person.Host.PictureAsync(person.Id, ifNoneMatch: answer.ETag);
        Assert.Equal((304, 0, answer.ETag), (current.Status, nothing.Length, current.ETag));
        AssertPublic(current);
        var (head, body) = await person.Host.PictureAsync(person.Id, method: HttpMethod.Head);
        Assert.Equal((200, 0, "image/webp"), (head.Status, body.Length, head.ContentHeaders.ContentType?.ToString()));
        Assert.Equal(200, (await person.Host.PictureAsync(person.Id, "?size=64", ifNoneMatch: answer.ETag)).Answer.Status);

        (await person.UploadAsync(TestPictures.Png(red: 10))).Expect(200);
        Assert.Equal(200, (await person.Host.PictureAsync(person.Id, ifNoneMatch: answer.ETag)).Answer.Status);
    }

    [Theory, MemberData(nameof(Databases.Each), MemberType = typeof(Databases))]
    public async Task Who_has_none_has_initials_and_an_unknown_id_is_answered_alike(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var person = await host.NewPersonAsync();
        (await person.PatchAsync("""{"given_name":"Žofie <b>","family_name":"\"&von Q"}""")).Expect(200);

        var (known, drawing) = await host.PictureAsync(person.Id, "?size=64");
        var (unknown, neutral) = await host.PictureAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "?size=64");

        Assert.Contains(">ŽQ<", Encoding.UTF8.GetString(drawing), StringComparison.Ordinal);
        Assert.DoesNotContain("<text", Encoding.UTF8.GetString(neutral), StringComparison.Ordinal);
        Assert.All([known, unknown], answer => Assert.Equal((200, "image/svg+xml"), (answer.Status, answer.ContentHeaders.ContentType?.ToString())));
        Assert.All([known, unknown], AssertPublic);
        Assert.Equal(Names(known), Names(unknown));
        Assert.Equal(304, (await host.PictureAsync(person.Id, "?size=64", ifNoneMatch: known.ETag)).Answer.Status);
    }

    [Theory, MemberData(nameof(Databases.Each), MemberType = typeof(Databases))]
    public async Task Of_many_uploads_at_once_one_stays_and_the_others_are_put_down_for_deletion(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var person = await host.NewPersonAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => person.UploadAsync(TestPictures.Png(40, 40, (byte)(i * 40)))));

        Assert.All(answers, answer => answer.Expect(200));
        var (answer, content) = await host.PictureAsync(person.Id);
        Assert.Equal((200, (256, 256)), (answer.Status, SizeOf(content)));
        var version = answer.ETag[1..33];
        var deleted = await DeletionsAsync(host, person.Id);
        Assert.Equal(5, deleted.Distinct().Count());
        Assert.DoesNotContain(deleted, payload => payload.Contains(version, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Each), MemberType = typeof(Databases))]
    public async Task A_picture_is_removed_by_its_person_who_may_say_which_state_they_saw(string database)
    {
        var person = await (await ApiHost.OnAsync(database)).NewPersonAsync();
        (await person.UploadAsync(TestPictures.Png())).Expect(200);

        Assert.Equal("precondition_failed", (await person.OwnAsync(HttpMethod.Delete, ("If-Match", "\"1\""))).Expect(412).Error);
        var removed = (await person.OwnAsync(HttpMethod.Delete, ("If-Match", "\"2\""))).Expect(200);

        Assert.False(removed.Data.TryGetProperty("picture", out var none) && none.ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.Equal("image/svg+xml", (await person.Host.PictureAsync(person.Id)).Answer.ContentHeaders.ContentType?.ToString());
        var before = await person.Host.Database.ChecksumAsync();
        (await person.OwnAsync(HttpMethod.Delete)).Expect(200);
        Assert.Equal(before, await person.Host.Database.ChecksumAsync());
        Assert.Single(await DeletionsAsync(person.Host, person.Id));
    }

    [Theory, MemberData(nameof(Databases.Each), MemberType = typeof(Databases))]
    public async Task An_administrator_removes_a_picture_but_not_of_who_may_do_more(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, support, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("support"), await host.NewPersonAsync());
        (await admin.UploadAsync(TestPictures.Png())).Expect(200);
        (await person.UploadAsync(TestPictures.Png())).Expect(200);

        Assert.Equal("insufficient_permission", (await RemoveAsync(support, admin.Id)).Expect(403).Error);
        Assert.Equal("insufficient_permission", (await RemoveAsync(person, support.Id)).Expect(403).Error);
        (await RemoveAsync(support, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()))).Expect(404);
        (await RemoveAsync(support, person.Id)).Expect(200);

        Assert.Equal("image/webp", (await host.PictureAsync(admin.Id)).Answer.ContentHeaders.ContentType?.ToString());
        Assert.Equal("image/svg+xml", (await host.PictureAsync(person.Id)).Answer.ContentHeaders.ContentType?.ToString());
        var trail = (await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={person.Id}")).Expect(200).Text;
        Assert.Contains("user.picture_removed", trail, StringComparison.Ordinal);
        Assert.Contains("user.picture_changed", trail, StringComparison.Ordinal);
    }

    private static Task<Answer> RemoveAsync(Person by, Guid id) =>
        by.Host.SendAsync(HttpMethod.Delete, $"/v1/users/{id}/avatar", by.Token("admin.api"));

    private static async Task<List<string>> DeletionsAsync(ApiHost host, Guid userId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var text = userId.ToString();
        return await scope.ServiceProvider.GetRequiredService<IdentityDb>().Set<OutboxMessage>()
            .Where(message => message.Kind == OutboxKinds.AvatarFiles && message.Payload.Contains(text))
            .Select(message => message.Payload).ToListAsync();
    }

    private static void AssertPublic(Answer answer)
    {
        Assert.Equal("public, max-age=300", answer.Header("Cache-Control"));
        Assert.Equal("default-src 'none'; sandbox", answer.Header("Content-Security-Policy"));
        Assert.Equal("cross-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.DoesNotContain("Authorization", answer.Header("Vary") ?? "", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(Answer answer) =>
        answer.Headers.Concat(answer.ContentHeaders).Select(header => header.Key).Order(StringComparer.Ordinal);

    // Files of ours begin with VP8X or VP8: the canvas of the one, the frame of the other.
    private static (int Width, int Height) SizeOf(byte[] webp)
    {
        Assert.Equal("RIFF", Encoding.ASCII.GetString(webp, 0, 4));
        return webp[15] == 'X'
            ? ((webp[24] | (webp[25] << 8)) + 1, (webp[27] | (webp[28] << 8)) + 1)
            : (webp[26] | ((webp[27] & 0x3F) << 8), webp[28] | ((webp[29] & 0x3F) << 8));
    }
}
