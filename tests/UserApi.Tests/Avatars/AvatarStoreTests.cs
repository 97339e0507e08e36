using TestKit.Pictures;
using TestKit.S3;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Avatars;

public sealed class AvatarStoreTests
{
    [Fact]
    public async Task Pictures_in_a_bucket_are_set_and_shown_and_its_outage_is_told()
    {
        await using var server = await S3Server.StartAsync();
        var host = await ApiHost.StartAsync(
            null, ("Avatars:Store", "S3"), ("Avatars:S3:ServiceUrl", server.Address), ("Avatars:S3:Bucket", S3Server.Bucket),
            ("Avatars:S3:AccessKey", S3Server.AccessKey), ("Avatars:S3:SecretKey", S3Server.SecretKey), ("Avatars:S3:ForcePathStyle", "true"));
        var person = await host.NewPersonAsync();

        (await person.UploadAsync(TestPictures.Png())).Expect(200);

        var (shown, content) = await host.PictureAsync(person.Id);
        Assert.Equal((200, "image/webp"), (shown.Status, shown.ContentHeaders.ContentType?.ToString()));
        Assert.NotEmpty(content);

        await server.DisposeAsync();
        Assert.Equal(304, (await host.PictureAsync(person.Id, ifNoneMatch: shown.ETag)).Answer.Status);
        var unavailable = (await host.PictureAsync(person.Id)).Answer.Expect(503);
        Assert.DoesNotContain("public", unavailable.Header("Cache-Control"), StringComparison.Ordinal);
        var before = await host.Database.ChecksumAsync();
        (await person.UploadAsync(TestPictures.Png())).Expect(503);
        Assert.Equal(before, await host.Database.ChecksumAsync());
        Assert.Empty(host.ReceivedPictures());
    }
}
