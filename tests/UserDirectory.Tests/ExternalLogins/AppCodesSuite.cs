using UserDirectory.ExternalLogins;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.ExternalLogins;

public abstract class AppCodesSuite(DirectoryFixture directory)
{
    private static readonly AppCodeOwner Owner = new("google", "https://app.example.com", "the-state", "the-browser");

    [Fact]
    public async Task A_code_gives_what_was_proved_once()
    {
        var (code, subject) = await BeginAsync();
        var proof = await TakeAsync(code, Owner);
        Assert.Equal(("google", subject, "ann@gmail.example", true), (proof?.Provider, proof?.Subject, proof?.Email, proof?.EmailVerified));
        Assert.Null(await TakeAsync(code, Owner));
    }

    [Fact]
    public async Task Of_20_at_once_one_gets_it()
    {
        var (code, _) = await BeginAsync();
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => TakeAsync(code, Owner))));
        Assert.Single(taken, proof => proof is not null);
    }

    [Fact]
    public async Task What_does_not_fit_finds_nothing_and_changes_nothing()
    {
        var (code, _) = await BeginAsync();
        foreach (var other in new[]
        {
            Owner with { Provider = "github" },
            Owner with { Origin = "https://evil.example" },
            Owner with { State = "" },
            Owner with { State = $"{Owner.State}\n{code}" },
            Owner with { Browser = "another" },
        })
            Assert.Null(await TakeAsync(code, other));
        Assert.Null(await TakeAsync("", Owner with { State = $"{Owner.State}\n{code}" }));
        Assert.Null(await directory.CallAsync<ExternalProofs, ExternalProof?>(proofs => proofs.FindAsync(code, CancellationToken.None)));

        Assert.NotNull(await TakeAsync(code, Owner));
    }

    [Fact]
    public async Task A_code_ends_after_a_minute()
    {
        var ((first, _), (second, _)) = (await BeginAsync(), await BeginAsync());
        directory.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(await TakeAsync(first, Owner));
        directory.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await TakeAsync(second, Owner));
    }

    private async Task<(string Code, string Subject)> BeginAsync()
    {
        var subject = Jose.Handles.Create();
        var identity = ExternalIdentity.Create(new GoogleProvider(), subject, new ExternalClaims("ann@gmail.example", true, null, null, null))!;
        var code = await directory.CallAsync<AppCodes, string>(codes => codes.BeginAsync(identity, Owner, CancellationToken.None));
        return (code, subject);
    }

    private Task<ExternalProof?> TakeAsync(string code, AppCodeOwner owner) =>
        directory.CallAsync<AppCodes, ExternalProof?>(codes => codes.TakeAsync(code, owner, CancellationToken.None));
}

public sealed class AppCodesOnSqlite(SqliteDirectory directory) : AppCodesSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class AppCodesOnPostgres(PostgresDirectory directory) : AppCodesSuite(directory), IClassFixture<PostgresDirectory>;
