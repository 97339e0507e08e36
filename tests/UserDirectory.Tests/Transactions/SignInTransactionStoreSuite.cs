using OidcEngine.Authorization;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Transactions;

public abstract class SignInTransactionStoreSuite(DirectoryFixture directory)
{
    private readonly ISignInTransactionStore _transactions = directory.Get<ISignInTransactionStore>();

    [Fact]
    public async Task A_transaction_is_found_as_it_was_kept()
    {
        var kept = await NewAsync();
        var found = await FindAsync(kept);
        Assert.Equal((kept.ClientId, kept.CreatedAt, kept.ExpiresAt), (found!.ClientId, found.CreatedAt, found.ExpiresAt));
        Assert.Equal(kept.Parameters.OrderBy(pair => pair.Key), found.Parameters.OrderBy(pair => pair.Key));
        Assert.Null(found.Consent);
    }

    [Fact]
    public async Task The_answer_is_kept_and_the_last_one_counts()
    {
        var kept = await NewAsync();
        var session = Guid.CreateVersion7(directory.Time.GetUtcNow());
        Assert.True(await DecideAsync(kept, new ConsentDecision("alice", session, ["openid"])));
        Assert.True(await DecideAsync(kept, new ConsentDecision("alice", session, [])));
        var consent = (await FindAsync(kept))!.Consent!;
        Assert.Equal(("alice", session), (consent.Subject, consent.SessionId));
        Assert.Empty(consent.Scopes);
    }

    [Fact]
    public async Task The_chosen_session_is_kept()
    {
        var kept = await NewAsync();
        var session = Guid.CreateVersion7(directory.Time.GetUtcNow());
        Assert.Null((await FindAsync(kept))!.ChosenSessionId);
        Assert.True(await _transactions.ChooseAsync(kept.HandleHash, session, CancellationToken.None));
        Assert.Equal(session, (await FindAsync(kept))!.ChosenSessionId);
        Assert.True(await CompleteAsync(kept));
        Assert.False(await _transactions.ChooseAsync(kept.HandleHash, session, CancellationToken.None));
    }

    [Fact]
    public async Task Of_twenty_at_once_one_completes()
    {
        var kept = await NewAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => CompleteAsync(kept))));
        Assert.Single(outcomes, completed => completed);
        Assert.Null(await FindAsync(kept));
        Assert.False(await DecideAsync(kept, new ConsentDecision("alice", Guid.Empty, ["openid"])));
    }

    [Fact]
    public async Task After_its_time_nothing_can_be_done()
    {
        var kept = await NewAsync();
        directory.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(await FindAsync(kept));
        Assert.False(await DecideAsync(kept, new ConsentDecision("alice", Guid.Empty, ["openid"])));
        Assert.False(await CompleteAsync(kept));
    }

    [Fact]
    public async Task Another_handle_finds_nothing() =>
        Assert.Null(await _transactions.FindAsync(Jose.Handles.Hash("another"), CancellationToken.None));

    private async Task<SignInTransaction> NewAsync()
    {
        var transaction = new SignInTransaction
        {
            HandleHash = Jose.Handles.Hash(Jose.Handles.Create()),
            ClientId = "spa",
            Parameters = new Dictionary<string, string> { ["client_id"] = "spa", ["state"] = "a \"b\" <c> \u2028 ü" },
            CreatedAt = directory.Time.GetUtcNow(),
            ExpiresAt = directory.Time.GetUtcNow() + TimeSpan.FromMinutes(30),
        };
        await _transactions.AddAsync(transaction, CancellationToken.None);
        return transaction;
    }

    private Task<SignInTransaction?> FindAsync(SignInTransaction kept) => _transactions.FindAsync(kept.HandleHash, CancellationToken.None);

    private Task<bool> DecideAsync(SignInTransaction kept, ConsentDecision decision) =>
        _transactions.DecideAsync(kept.HandleHash, decision, CancellationToken.None);

    private Task<bool> CompleteAsync(SignInTransaction kept) => _transactions.CompleteAsync(kept.HandleHash, CancellationToken.None);
}

public sealed class SignInTransactionStoreOnSqlite(SqliteDirectory directory)
    : SignInTransactionStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class SignInTransactionStoreOnPostgres(PostgresDirectory directory)
    : SignInTransactionStoreSuite(directory), IClassFixture<PostgresDirectory>;
