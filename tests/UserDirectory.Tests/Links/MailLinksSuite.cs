using Microsoft.EntityFrameworkCore;
using UserDirectory.Links;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Links;

public abstract class MailLinksSuite(DirectoryFixture directory)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly MailLinks _links = directory.Get<MailLinks>();

    [Fact]
    public async Task A_link_is_looked_at_often_and_taken_once()
    {
        var (id, name) = await directory.RegisteredAsync();
        var handle = await CreateAsync(id, MailLinkKind.ChangeEmail, "new@example.com");

        for (var i = 0; i < 3; i++) Assert.Equal(new MailLink(id, name, "new@example.com", directory.Time.GetUtcNow()), await FindAsync(handle, MailLinkKind.ChangeEmail));
        Assert.Equal(new MailLink(id, name, "new@example.com", directory.Time.GetUtcNow()), await TakeAsync(handle, MailLinkKind.ChangeEmail));
        Assert.Null(await FindAsync(handle, MailLinkKind.ChangeEmail));
        Assert.Null(await TakeAsync(handle, MailLinkKind.ChangeEmail));
    }

    [Fact]
    public async Task Of_twenty_at_once_one_takes_it()
    {
        var (id, _) = await directory.RegisteredAsync();
        var handle = await CreateAsync(id, MailLinkKind.ResetPassword);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => TakeAsync(handle, MailLinkKind.ResetPassword))));

        Assert.Single(outcomes, taken => taken is not null);
    }

    [Fact]
    public async Task Of_those_made_at_once_one_alone_is_live()
    {
        var (id, _) = await directory.RegisteredAsync();

        var handles = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CreateAsync(id, MailLinkKind.ResetPassword))));

        var live = 0;
        foreach (var handle in handles) live += await FindAsync(handle, MailLinkKind.ResetPassword) is null ? 0 : 1;
        Assert.Equal(1, live);
    }

    [Fact]
    public async Task A_link_of_one_kind_is_none_of_another_and_stays()
    {
        var (id, _) = await directory.RegisteredAsync();
        var handle = await CreateAsync(id, MailLinkKind.VerifyEmail);

        foreach (var kind in Enum.GetValues<MailLinkKind>().Where(kind => kind != MailLinkKind.VerifyEmail))
        {
            Assert.Null(await FindAsync(handle, kind));
            Assert.Null(await TakeAsync(handle, kind));
        }

        Assert.Null(await TakeAsync(handle + "x", MailLinkKind.VerifyEmail));
        Assert.Null(await TakeAsync("", MailLinkKind.VerifyEmail));
        Assert.Null(await TakeAsync(null, MailLinkKind.VerifyEmail));
        Assert.NotNull(await TakeAsync(handle, MailLinkKind.VerifyEmail));
    }

    [Fact]
    public async Task It_dies_at_its_end()
    {
        var (id, _) = await directory.RegisteredAsync();
        var handle = await CreateAsync(id, MailLinkKind.ResetPassword);
        directory.Time.Advance(Hour);
        Assert.Null(await FindAsync(handle, MailLinkKind.ResetPassword));
        Assert.Null(await TakeAsync(handle, MailLinkKind.ResetPassword));
    }

    [Theory]
    [InlineData("stamp")]
    [InlineData("address")]
    [InlineData("suspended")]
    public async Task It_dies_with_what_it_protects(string change)
    {
        var (id, _) = await directory.RegisteredAsync();
        var handle = await CreateAsync(id, MailLinkKind.ResetPassword);
        await ChangeAsync(id, change);
        Assert.Null(await FindAsync(handle, MailLinkKind.ResetPassword));
        Assert.Null(await TakeAsync(handle, MailLinkKind.ResetPassword));
    }

    [Fact]
    public async Task The_way_back_to_an_address_survives_what_an_intruder_changes()
    {
        var (id, _) = await directory.RegisteredAsync();
        var handle = await CreateAsync(id, MailLinkKind.UndoEmailChange, "old@example.com");
        await ChangeAsync(id, "stamp");
        await ChangeAsync(id, "address");
        Assert.Equal("old@example.com", (await TakeAsync(handle, MailLinkKind.UndoEmailChange))?.Address);
    }

    [Fact]
    public async Task What_is_rolled_back_was_not_taken()
    {
        var (id, _) = await directory.RegisteredAsync();
        var handle = await CreateAsync(id, MailLinkKind.ResetPassword);
        await using (var db = directory.NewContext())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            Assert.NotNull(await _links.TakeAsync(db, handle, MailLinkKind.ResetPassword, CancellationToken.None));
        }

        Assert.NotNull(await TakeAsync(handle, MailLinkKind.ResetPassword));
    }

    private async Task ChangeAsync(Guid id, string change)
    {
        await using var db = directory.NewContext();
        var user = await db.Set<User>().SingleAsync(row => row.Id == id);
        if (change == "stamp") user.SecurityStamp = Jose.Handles.Create();
        if (change == "address") user.NormalizedEmail = $"{id:N}@EXAMPLE.COM";
        if (change == "suspended") user.Status = UserStatus.Suspended;
        await db.SaveChangesAsync();
    }

    private async Task<string> CreateAsync(Guid id, MailLinkKind kind, string? address = null)
    {
        await using var db = directory.NewContext();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var handle = await _links.CreateAsync(db, id, kind, Hour, address, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return handle;
    }

    private async Task<MailLink?> FindAsync(string? handle, MailLinkKind kind)
    {
        await using var db = directory.NewContext();
        return await _links.FindAsync(db, handle, kind, CancellationToken.None);
    }

    private async Task<MailLink?> TakeAsync(string? handle, MailLinkKind kind)
    {
        await using var db = directory.NewContext();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var link = await _links.TakeAsync(db, handle, kind, CancellationToken.None);
        if (link is not null) await write.CommitAsync(CancellationToken.None);
        return link;
    }
}

public sealed class MailLinksOnSqlite(SqliteDirectory directory) : MailLinksSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class MailLinksOnPostgres(PostgresDirectory directory) : MailLinksSuite(directory), IClassFixture<PostgresDirectory>;
