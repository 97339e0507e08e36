using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using OidcEngine.UserInfo;
using TestKit.Pictures;
using UserDirectory.Audit;
using UserDirectory.Avatars;
using UserDirectory.Housekeeping;
using UserDirectory.Outbox;
using UserDirectory.PersonalData;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Avatars;

/// <summary>Files of pictures live as long as the account's row names them.</summary>
public abstract class UserAvatarsSuite(DirectoryFixture directory)
{
    private IAvatarStore Store => directory.Get<IAvatarStore>();

    [Fact]
    public async Task A_replaced_picture_is_deleted_by_the_outbox_and_the_new_one_stays()
    {
        var (id, _) = await directory.RegisteredAsync();
        var (first, second) = (await UploadAsync(id), await UploadAsync(id));

        Assert.NotNull(await Store.ReadAsync(new AvatarFile(id, first, 64), default));
        await DeliverAsync(id);

        Assert.Null(await Store.ReadAsync(new AvatarFile(id, first, 64), default));
        foreach (var size in AvatarSizes.All) Assert.NotNull(await Store.ReadAsync(new AvatarFile(id, second, size), default));
    }

    [Fact]
    public async Task The_claim_names_the_picture_of_who_has_one()
    {
        var (id, _) = await directory.RegisteredAsync();
        var claims = directory.Get<IUserClaims>();
        Assert.False((await claims.FindAsync(id.ToString(), ["picture"], default))!.ContainsKey("picture"));

        var version = await UploadAsync(id);

        var picture = (await claims.FindAsync(id.ToString(), ["picture"], default))!["picture"]!.GetValue<string>();
        Assert.Equal($"https://localhost:3002/v1/users/{id}/avatar?v={version.ToString("N")[^8..]}", picture);
        Assert.False((await claims.FindAsync(id.ToString(), ["name"], default))!.ContainsKey("picture"));
    }

    [Fact]
    public async Task Files_that_no_account_names_are_swept_once_no_upload_can_be_under_way()
    {
        var (id, _) = await directory.RegisteredAsync();
        var version = await UploadAsync(id);
        var orphan = AvatarStoreSuite.NewFile();
        await Store.WriteAsync(orphan, new byte[] { 1 }, default);
        var job = directory.Get<IEnumerable<IHousekeepingJob>>().OfType<OrphanedAvatars>().Single();

        await job.RunAsync(default);
        Assert.NotNull(await Store.ReadAsync(orphan, default));
        directory.Time.Advance(TimeSpan.FromHours(2));
        await job.RunAsync(default);

        Assert.Null(await Store.ReadAsync(orphan, default));
        Assert.NotNull(await Store.ReadAsync(new AvatarFile(id, version, 256), default));
    }

    [Fact]
    public async Task The_archive_of_a_person_has_the_pictures_and_their_erasure_deletes_them()
    {
        var (id, _) = await directory.RegisteredAsync();
        var version = await UploadAsync(id);
        var data = directory.Get<IEnumerable<IPersonalData>>().OfType<AvatarData>().Single();

        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            await data.WriteAsync(id, new PersonalArchive(zip, directory.Time.GetUtcNow()), default);
        using var read = new ZipArchive(archive);
        Assert.Equal(["avatar/256.webp", "avatar/512.webp", "avatar/64.webp"], read.Entries.Select(entry => entry.FullName).Order());

        await using var db = directory.NewContext();
        await data.EraseAsync(db, id, default);
        await db.SaveChangesAsync();
        await DeliverAsync(id);
        Assert.Null(await Store.ReadAsync(new AvatarFile(id, version, 64), default));
    }

    [Fact]
    public async Task What_a_crash_left_of_uploads_is_deleted_at_the_start_and_nothing_newer()
    {
        var inbox = directory.Get<PictureInbox>();
        var left = Assert.IsType<Reception.Received>(await inbox.ReceiveAsync(new MemoryStream(TestPictures.Png()), default)).Picture;
        Directory.SetLastWriteTimeUtc(left.Folder, directory.Time.GetUtcNow().UtcDateTime.AddHours(-2));
        await using var current = Assert.IsType<Reception.Received>(await inbox.ReceiveAsync(new MemoryStream(TestPictures.Png()), default)).Picture;
        Directory.SetLastWriteTimeUtc(current.Folder, directory.Time.GetUtcNow().UtcDateTime);

        await inbox.StartAsync(default);

        Assert.False(Directory.Exists(left.Folder));
        Assert.True(Directory.Exists(current.Folder));
    }

    private async Task<Guid> UploadAsync(Guid id)
    {
        var received = await directory.Get<PictureInbox>().ReceiveAsync(new MemoryStream(TestPictures.Png(50, 50)), default);
        await using var picture = Assert.IsType<Reception.Received>(received).Picture;
        var actor = new Actor(id, null, null, null, null);
        var outcome = await directory.CallAsync<UserAvatars, AvatarOutcome>(avatars => avatars.ReplaceAsync(id, picture, actor, default));
        return Assert.IsType<AvatarOutcome.Changed>(outcome).Profile.AvatarVersion!.Value;
    }

    private async Task DeliverAsync(Guid id)
    {
        var handler = directory.Get<IEnumerable<IOutboxHandler>>().OfType<AvatarFiles>().Single();
        await using var db = directory.NewContext();
        var text = id.ToString();
        var messages = await db.Set<OutboxMessage>().Where(message => message.Kind == handler.Kind && message.Payload.Contains(text)).ToListAsync();
        Assert.NotEmpty(messages);
        foreach (var message in messages) Assert.IsType<OutboxDelivery.Delivered>(await handler.DeliverAsync(message, default));
    }
}

public sealed class UserAvatarsOnSqlite(SqliteDirectory directory) : UserAvatarsSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class UserAvatarsOnPostgres(PostgresDirectory directory) : UserAvatarsSuite(directory), IClassFixture<PostgresDirectory>;
