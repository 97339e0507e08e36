using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Keys;
using UserDirectory.Keys;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Keys;

public abstract class KeyStoreSuite(DirectoryFixture directory)
{
    private readonly IKeyStore _keys = directory.Get<IKeyStore>();

    [Fact]
    public async Task A_key_is_loaded_as_it_was_added_and_never_lies_in_clear()
    {
        var key = NewKey("PS256", 1);
        Assert.True(await _keys.AddAsync(key, CancellationToken.None));

        var loaded = (await _keys.LoadAsync(CancellationToken.None)).Single(entry => entry.KeyId == key.KeyId);

        Assert.Equal(key.Secret, loaded.Secret);
        Assert.Equal(key with { Secret = [] }, loaded with { Secret = key.Secret[..0] });
        await using var db = directory.NewContext();
        var row = await db.Set<ProtocolKey>().SingleAsync(entry => entry.KeyId == key.KeyId);
        Assert.Equal(-1, row.WrappedSecret.AsSpan().IndexOf(key.Secret.AsSpan(0, 8)));
    }

    [Fact]
    public async Task Of_ten_instances_that_rotate_at_once_one_adds_the_key()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            Task.Run(() => _keys.AddAsync(NewKey("ES384", 1), CancellationToken.None))));
        Assert.Single(outcomes, added => added);
        Assert.True(await _keys.AddAsync(NewKey("ES384", 2), CancellationToken.None));
        Assert.True(await _keys.AddAsync(NewKey("ES384", 1) with { Purpose = KeyPurpose.RefreshToken }, CancellationToken.None));
    }

    [Fact]
    public async Task A_key_is_removed_after_its_time_and_not_loaded_from_then_on()
    {
        var key = NewKey("RS256", 1);
        await _keys.AddAsync(key, CancellationToken.None);
        directory.Time.Advance(TimeSpan.FromDays(200));
        Assert.DoesNotContain(await _keys.LoadAsync(CancellationToken.None), entry => entry.KeyId == key.KeyId);
        await _keys.RemoveExpiredAsync(CancellationToken.None);
        await using var db = directory.NewContext();
        Assert.False(await db.Set<ProtocolKey>().AnyAsync(entry => entry.KeyId == key.KeyId));
    }

    [Fact] // else whoever may write the table could have a refresh-token key sign tokens
    public async Task A_wrapped_key_that_was_moved_to_another_row_is_refused()
    {
        var (one, other) = (NewKey("ES256", 71), NewKey("ES256", 72));
        await _keys.AddAsync(one, CancellationToken.None);
        await _keys.AddAsync(other, CancellationToken.None);
        await using var db = directory.NewContext();
        var rows = await db.Set<ProtocolKey>().Where(row => row.KeyId == one.KeyId || row.KeyId == other.KeyId).ToListAsync();
        (rows[0].WrappedSecret, rows[1].WrappedSecret) = (rows[1].WrappedSecret, rows[0].WrappedSecret);
        await db.SaveChangesAsync();

        await Assert.ThrowsAnyAsync<CryptographicException>(() => _keys.LoadAsync(CancellationToken.None));

        db.RemoveRange(rows);
        await db.SaveChangesAsync();
    }

    private StoredKey NewKey(string algorithm, int sequence)
    {
        var now = directory.Time.GetUtcNow();
        return new StoredKey
        {
            KeyId = Jose.Handles.Create(),
            Purpose = KeyPurpose.Signing,
            Algorithm = algorithm,
            Sequence = sequence,
            Secret = RandomNumberGenerator.GetBytes(64),
            CreatedAt = now,
            ActiveFrom = now,
            ActiveUntil = now + TimeSpan.FromDays(90),
            RemoveAt = now + TimeSpan.FromDays(200),
        };
    }
}

public sealed class KeyStoreOnSqlite(SqliteDirectory directory) : KeyStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class KeyStoreOnPostgres(PostgresDirectory directory) : KeyStoreSuite(directory), IClassFixture<PostgresDirectory>;
