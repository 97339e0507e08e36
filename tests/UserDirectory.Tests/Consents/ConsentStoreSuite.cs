using Microsoft.EntityFrameworkCore;
using OidcEngine.Grants;
using UserDirectory.Audit;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Consents;

public abstract class ConsentStoreSuite(DirectoryFixture directory)
{
    private readonly IConsentStore _consents = directory.Get<IConsentStore>();

    [Fact]
    public async Task Scopes_add_up_for_one_person_and_client()
    {
        var subject = await NewPersonAsync();
        await RememberAsync(subject, "spa", "openid", "profile");
        await RememberAsync(subject, "spa", "profile", "email");

        Assert.Equal(["email", "openid", "profile"], (await FindAsync(subject, "spa")).Order());
        Assert.Empty(await FindAsync(subject, "webapp"));
        Assert.Empty(await FindAsync(await NewPersonAsync(), "spa"));
    }

    [Fact]
    public async Task What_was_agreed_to_before_is_not_recorded_again()
    {
        var subject = await NewPersonAsync();
        await RememberAsync(subject, "spa", "openid");
        await RememberAsync(subject, "spa", "openid");
        await using var db = directory.NewContext();
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.TargetId == subject && row.Action == "consent.given"));
    }

    [Fact]
    public async Task Answers_at_once_lose_no_scope()
    {
        var subject = await NewPersonAsync();
        await Task.WhenAll(
            Task.Run(() => RememberAsync(subject, "spa", "openid", "email")),
            Task.Run(() => RememberAsync(subject, "spa", "openid", "phone")));
        Assert.Equal(["email", "openid", "phone"], (await FindAsync(subject, "spa")).Order());
    }

    [Fact]
    public async Task A_subject_that_is_nobody_has_agreed_to_nothing() => Assert.Empty(await FindAsync("nobody", "spa"));

    private async Task<string> NewPersonAsync() => (await directory.SignedInAsync()).UserId.ToString();

    private Task<IReadOnlySet<string>> FindAsync(string subject, string clientId) =>
        _consents.FindAsync(subject, clientId, CancellationToken.None);

    private Task RememberAsync(string subject, string clientId, params string[] scopes) =>
        _consents.RememberAsync(subject, clientId, scopes, CancellationToken.None);
}

public sealed class ConsentStoreOnSqlite(SqliteDirectory directory) : ConsentStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class ConsentStoreOnPostgres(PostgresDirectory directory) : ConsentStoreSuite(directory), IClassFixture<PostgresDirectory>;
