using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.ExternalLogins;
using UserDirectory.Outbox;
using UserDirectory.Registration;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.ExternalLogins;

public abstract class LinkedAccountsSuite
{
    private readonly DirectoryFixture _directory;
    private readonly GoogleProvider _google;

    protected LinkedAccountsSuite(DirectoryFixture directory)
    {
        _directory = directory;
        _google = directory.Get<ExternalLoginOptions>().Google ??= new GoogleProvider();
    }

    [Fact]
    public async Task A_proof_becomes_one_link_and_is_recorded()
    {
        var (id, _) = await _directory.RegisteredAsync();
        var (handle, subject) = await ProvedAsync("ann@gmail.example");

        Assert.IsType<LinkOutcome.Linked>(await LinkAsync(handle, id));
        Assert.IsType<LinkOutcome.NoProof>(await LinkAsync(handle, id));

        var link = Assert.Single(await ListAsync(id));
        Assert.Equal(("google", _google.Authority, subject, "ann@gmail.example"), (link.Provider, link.Issuer, link.Subject, link.DisplayName));
        Assert.Equal(1, await RecordsAsync(id, "user.external_login_linked"));
        Assert.Equal(1, await MailsAsync(id, "Notice.ExternalLoginLinked"));
    }

    [Fact]
    public async Task A_host_that_signs_nobody_in_counts_no_account_elsewhere_as_a_way_in()
    {
        var (id, _) = await _directory.RegisteredAsync();
        var (handle, _) = await ProvedAsync("only@gmail.example");
        Assert.IsType<LinkOutcome.Linked>(await LinkAsync(handle, id));
        await using var db = _directory.NewContext();
        await db.Set<User>().Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, (string?)null));

        Assert.True(await new WaysIn(db, [_google.Authority]).RemainWithoutPasskeyAsync(id, [1], CancellationToken.None));
        Assert.False(await new WaysIn(db, ["https://elsewhere.example"]).RemainWithoutPasskeyAsync(id, [1], CancellationToken.None));
        Assert.False(await new WaysIn(db, []).RemainWithoutPasskeyAsync(id, [1], CancellationToken.None));
    }

    [Fact]
    public async Task Of_20_at_once_one_uses_the_proof()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _directory.RegisteredAsync()));
        var (handle, subject) = await ProvedAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => LinkAsync(handle, people[i % 4].Id))));

        Assert.Single(outcomes.OfType<LinkOutcome.Linked>());
        await using var db = _directory.NewContext();
        Assert.Equal(1, await db.Set<ExternalLoginRow>().CountAsync(login => login.Subject == subject));
    }

    [Fact]
    public async Task Of_two_people_with_a_proof_of_one_account_the_first_keeps_it()
    {
        var (first, _) = await _directory.RegisteredAsync();
        var (second, _) = await _directory.RegisteredAsync();
        var (handle, subject) = await ProvedAsync();
        var (again, _) = await ProvedAsync(subject: subject);

        Assert.IsType<LinkOutcome.Linked>(await LinkAsync(handle, first));
        Assert.IsType<LinkOutcome.OfSomebodyElse>(await LinkAsync(again, second));

        Assert.Empty(await ListAsync(second));
        Assert.Equal(first, await _directory.CallAsync<LinkedAccounts, Guid?>(
            links => links.FindOwnerAsync(_google.Authority, subject, CancellationToken.None)));
    }

    [Fact]
    public async Task After_its_time_a_proof_counts_no_longer()
    {
        var (id, _) = await _directory.RegisteredAsync();
        var (handle, _) = await ProvedAsync();
        _directory.Time.Advance(ExternalProofs.Lifetime);

        Assert.Null(await FindAsync(handle));
        Assert.IsType<LinkOutcome.NoProof>(await LinkAsync(handle, id));
    }

    [Fact]
    public async Task The_last_way_in_stays()
    {
        var id = await NewPersonAsync();
        var (second, _) = await ProvedAsync();
        await LinkAsync(second, id);
        var links = await ListAsync(id);

        Assert.Equal(UnlinkOutcome.Unlinked, await UnlinkAsync(id, links[0]));
        Assert.Equal(UnlinkOutcome.LastWayIn, await UnlinkAsync(id, links[1]));
        Assert.Equal(UnlinkOutcome.NotFound, await UnlinkAsync(id, links[0]));
        Assert.Single(await ListAsync(id));
        Assert.Equal(1, await RecordsAsync(id, "user.external_login_unlinked"));
        Assert.Equal(1, await MailsAsync(id, "Notice.ExternalLoginUnlinked"));
    }

    [Fact]
    public async Task Of_two_removals_at_once_one_is_refused()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = await NewPersonAsync();
            var (second, _) = await ProvedAsync();
            await LinkAsync(second, id);
            var links = await ListAsync(id);

            var outcomes = await Task.WhenAll(links.Select(link => Task.Run(() => UnlinkAsync(id, link))));

            Assert.Equal([UnlinkOutcome.Unlinked, UnlinkOutcome.LastWayIn], outcomes.Order());
        }
    }

    [Fact]
    public async Task A_link_to_a_provider_that_is_not_configured_is_no_way_in()
    {
        var id = await NewPersonAsync();
        var elsewhere = new OidcProvider { Name = "gone", Authority = "https://gone.example" };
        await LinkAsync((await ProvedAsync(provider: elsewhere)).Handle, id);

        Assert.Equal(UnlinkOutcome.LastWayIn, await UnlinkAsync(id, (await ListAsync(id)).Single(link => link.Provider == "google")));
    }

    [Fact]
    public async Task Whoever_has_a_password_may_unlink_all_and_nobody_unlinks_for_others()
    {
        var (id, _) = await _directory.RegisteredAsync();
        var (stranger, _) = await _directory.RegisteredAsync();
        await LinkAsync((await ProvedAsync()).Handle, id);
        var link = Assert.Single(await ListAsync(id));

        Assert.Equal(UnlinkOutcome.NotFound, await UnlinkAsync(stranger, link));
        Assert.Equal(UnlinkOutcome.Unlinked, await UnlinkAsync(id, link));
    }

    [Fact]
    public async Task A_proof_becomes_one_account_whose_address_is_verified_when_the_provider_is_trusted_with_it()
    {
        var name = Calls.NewName();
        var (handle, _) = await ProvedAsync($"{name}@gmail.example");

        var created = Assert.IsType<RegistrationOutcome.Created>(await RegisterAsync(name, $"{name}@Gmail.example", handle));
        Assert.IsType<RegistrationOutcome.NoProof>(await RegisterAsync(Calls.NewName(), $"{name}-2@gmail.example", handle));

        await using var db = _directory.NewContext();
        var user = await db.Set<User>().SingleAsync(row => row.Id == created.UserId);
        Assert.Equal((true, null, null), (user.EmailConfirmed, user.PasswordHash, user.PasswordChangedAt));
        Assert.Single(await ListAsync(user.Id));
    }

    [Theory]
    [InlineData(true, true, "other@gmail.example")] // not the one that was proved
    [InlineData(false, true, null)] // the provider does not say so
    [InlineData(true, false, null)] // the provider is not trusted with it
    public async Task An_address_is_not_verified_without_all_of_it(bool verified, bool trusted, string? chosen)
    {
        var name = Calls.NewName();
        var provider = new GoogleProvider { TrustEmail = trusted };
        var (handle, _) = await ProvedAsync($"{name}@gmail.example", verified: verified, provider: provider);

        var created = Assert.IsType<RegistrationOutcome.Created>(
            await RegisterAsync(name, chosen is null ? $"{name}@gmail.example" : $"{name}.{chosen}", handle));

        await using var db = _directory.NewContext();
        Assert.False((await db.Set<User>().SingleAsync(row => row.Id == created.UserId)).EmailConfirmed);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_never_merged()
    {
        var (owner, ownerName) = await _directory.RegisteredAsync();
        var (own, _) = await ProvedAsync($"{ownerName}@EXAMPLE.com");
        var (unverified, _) = await ProvedAsync($"{ownerName}@example.com", verified: false);

        Assert.IsType<RegistrationOutcome.OwnEmailTaken>(await RegisterAsync(Calls.NewName(), $"{ownerName}@example.com", own));
        Assert.IsType<RegistrationOutcome.EmailTaken>(await RegisterAsync(Calls.NewName(), $"{ownerName}@example.com", unverified));

        Assert.Empty(await ListAsync(owner));
        Assert.NotNull(await FindAsync(own)); // it can still become a link
        Assert.Null(await FindAsync(unverified));
    }

    [Fact]
    public async Task Of_20_registrations_at_once_with_one_proof_one_makes_an_account()
    {
        var (handle, subject) = await ProvedAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Calls.NewName())
            .Select(name => Task.Run(() => RegisterAsync(name, $"{name}@example.com", handle))));

        Assert.Single(outcomes.OfType<RegistrationOutcome.Created>());
        Assert.Equal(19, outcomes.OfType<RegistrationOutcome.NoProof>().Count());
        await using var db = _directory.NewContext();
        Assert.Equal(1, await db.Set<ExternalLoginRow>().CountAsync(login => login.Subject == subject));
    }

    [Fact]
    public async Task Without_proof_and_without_password_there_is_no_account() =>
        Assert.IsType<RegistrationOutcome.Invalid>(
            await _directory.RegisterAsync(new NewUser(Calls.NewName(), $"{Calls.NewName()}@example.com", null)));

    private async Task<Guid> NewPersonAsync()
    {
        var name = Calls.NewName();
        var (handle, _) = await ProvedAsync($"{name}@gmail.example");
        return Assert.IsType<RegistrationOutcome.Created>(await RegisterAsync(name, $"{name}@gmail.example", handle)).UserId;
    }

    private async Task<(string Handle, string Subject)> ProvedAsync(
        string? email = null, bool verified = true, string? subject = null, ExternalProvider? provider = null)
    {
        subject ??= Jose.Handles.Create();
        var identity = ExternalIdentity.Create(provider ?? _google, subject, new ExternalClaims(email, verified, null, null, null));
        var handle = await _directory.CallAsync<ExternalProofs, string>(proofs => proofs.BeginAsync(ExternalProof.Of(identity!, "/"), CancellationToken.None));
        return (handle, subject);
    }

    private Task<ExternalProof?> FindAsync(string handle) =>
        _directory.CallAsync<ExternalProofs, ExternalProof?>(proofs => proofs.FindAsync(handle, CancellationToken.None));

    private Task<RegistrationOutcome> RegisterAsync(string userName, string email, string handle) =>
        _directory.RegisterAsync(new NewUser(userName, email, null) { ExternalProof = handle });

    private Task<LinkOutcome> LinkAsync(string handle, Guid userId) =>
        _directory.CallAsync<LinkedAccounts, LinkOutcome>(links => links.LinkAsync(handle, userId, Own(userId), CancellationToken.None));

    private Task<UnlinkOutcome> UnlinkAsync(Guid userId, LinkedAccount link) => _directory.CallAsync<LinkedAccounts, UnlinkOutcome>(
        links => links.UnlinkAsync(userId, link.Issuer, link.Subject, Own(userId), CancellationToken.None));

    private Task<IReadOnlyList<LinkedAccount>> ListAsync(Guid userId) =>
        _directory.CallAsync<LinkedAccounts, IReadOnlyList<LinkedAccount>>(links => links.ListAsync(userId, CancellationToken.None));

    private async Task<int> RecordsAsync(Guid userId, string action)
    {
        await using var db = _directory.NewContext();
        return await db.Set<AuditRow>().CountAsync(row => row.TargetId == userId.ToString() && row.Action == action);
    }

    private async Task<int> MailsAsync(Guid userId, string template)
    {
        await using var db = _directory.NewContext();
        return await db.Set<OutboxMessage>().CountAsync(message => message.UserId == userId && message.Payload.Contains(template));
    }

    private static Actor Own(Guid userId) => Calls.Stranger with { UserId = userId };
}

public sealed class LinkedAccountsOnSqlite(SqliteDirectory directory) : LinkedAccountsSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class LinkedAccountsOnPostgres(PostgresDirectory directory) : LinkedAccountsSuite(directory), IClassFixture<PostgresDirectory>;
