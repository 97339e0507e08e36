using TestKit.S3;
using UserDirectory.Avatars;

namespace UserDirectory.Tests.Avatars;

/// <summary>What both stores must do alike.</summary>
public abstract class AvatarStoreSuite
{
    private static readonly byte[] Content = [1, 2, 3];

    internal abstract IAvatarStore Store { get; }

    [Fact]
    public async Task What_was_written_is_read()
    {
        var file = NewFile();
        await Store.WriteAsync(file, Content, default);
        Assert.Equal(Content, await Store.ReadAsync(file, default));
        Assert.Null(await Store.ReadAsync(file with { Size = 512 }, default));
        Assert.Null(await Store.ReadAsync(NewFile(), default));
    }

    [Fact]
    public async Task An_upload_is_deleted_and_the_others_of_the_person_stay()
    {
        var (old, current) = (NewFile(), NewFile());
        current = current with { UserId = old.UserId };
        foreach (var file in new[] { old, old with { Size = 64 }, current }) await Store.WriteAsync(file, Content, default);

        await Store.DeleteAsync(old.UserId, old.Version, default);
        await Store.DeleteAsync(old.UserId, old.Version, default); // once more is no fault

        Assert.Null(await Store.ReadAsync(old, default));
        Assert.Null(await Store.ReadAsync(old with { Size = 64 }, default));
        Assert.Equal(Content, await Store.ReadAsync(current, default));
    }

    [Fact]
    public async Task All_of_a_person_are_deleted_and_those_of_others_stay()
    {
        var (one, other) = (NewFile(), NewFile());
        await Store.WriteAsync(one, Content, default);
        await Store.WriteAsync(one with { Version = NewId() }, Content, default);
        await Store.WriteAsync(other, Content, default);

        await Store.DeleteAsync(one.UserId, null, default);
        await Store.DeleteAsync(NewId(), null, default);

        Assert.Null(await Store.ReadAsync(one, default));
        Assert.Equal(Content, await Store.ReadAsync(other, default));
        var left = await ListAsync();
        Assert.DoesNotContain(left, stored => stored.UserId == one.UserId);
        Assert.Contains(left, stored => (stored.UserId, stored.Version) == (other.UserId, other.Version));
    }

    [Fact]
    public async Task The_list_tells_when_files_were_written()
    {
        var file = NewFile();
        var before = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1);
        await Store.WriteAsync(file, Content, default);
        var stored = Assert.Single(await ListAsync(), one => one.Version == file.Version);
        Assert.InRange(stored.WrittenAt, before, before + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Many_at_once_do_not_disturb_each_other()
    {
        var files = Enumerable.Range(0, 20).Select(_ => NewFile()).ToList();
        await Task.WhenAll(files.Select(file => Store.WriteAsync(file, file.Version.ToByteArray(), default)));
        foreach (var file in files) Assert.Equal(file.Version.ToByteArray(), await Store.ReadAsync(file, default));
    }

    internal static AvatarFile NewFile() => new(NewId(), NewId(), 256);

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private async Task<List<StoredAvatar>> ListAsync()
    {
        var all = new List<StoredAvatar>();
        await foreach (var stored in Store.ListAsync(default)) all.Add(stored);
        return all;
    }
}

public sealed class FileAvatarStoreTests : AvatarStoreSuite, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-avatars-").FullName;

    internal override IAvatarStore Store => new FileAvatarStore(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_was_left_half_written_is_no_picture_and_is_deleted_with_its_upload()
    {
        var file = NewFile();
        var path = Path.Combine(_folder, file.Name + ".part");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, [1]);

        Assert.Null(await Store.ReadAsync(file, default));
        var stored = await Store.ListAsync(default).ToListAsync();
        Assert.Equal((file.UserId, file.Version), (stored.Single().UserId, stored.Single().Version));
        await Store.DeleteAsync(file.UserId, file.Version, default);
        Assert.False(File.Exists(path));
    }
}

public sealed class S3AvatarStoreTests(S3OfTheClass server) : AvatarStoreSuite, IClassFixture<S3OfTheClass>
{
    internal override IAvatarStore Store => server.Store;

    [Fact]
    public async Task A_server_that_does_not_answer_is_an_outage()
    {
        using var store = new S3AvatarStore(S3OfTheClass.Options("http://127.0.0.1:1"));
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync(NewFile(), new byte[] { 1 }, default));
        await Assert.ThrowsAsync<IOException>(() => store.ReadAsync(NewFile(), default));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_an_outage()
    {
        var options = S3OfTheClass.Options(server.Address);
        options.Bucket = "elsewhere";
        using var store = new S3AvatarStore(options);
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync(NewFile(), new byte[] { 1 }, default));
    }
}

public sealed class S3OfTheClass : IAsyncLifetime
{
    private S3Server? _server;
    private S3AvatarStore? _store;

    internal IAvatarStore Store => _store!;

    public string Address => _server!.Address;

    internal static S3Options Options(string address) => new()
    {
        ServiceUrl = address,
        Bucket = S3Server.Bucket,
        AccessKey = S3Server.AccessKey,
        SecretKey = S3Server.SecretKey,
        ForcePathStyle = true,
    };

    public async ValueTask InitializeAsync()
    {
        _server = await S3Server.StartAsync();
        _store = new S3AvatarStore(Options(_server.Address));
    }

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}
