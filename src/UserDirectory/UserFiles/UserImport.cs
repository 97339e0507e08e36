using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Passwords;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.UserFiles;

/// <summary>Takes in accounts, some at a time, each batch with its records in one transaction: what was told to be made is there, whatever comes
/// after. It mails nobody.</summary>
public sealed class UserImport
{
    private const int BatchSize = 200;
    private const int Attempts = 5;
    private const string AccountAction = "user.imported";
    private const string FileAction = "users.imported";

    private static readonly IReadOnlyDictionary<string, string[]> NoProblems = new Dictionary<string, string[]>();
    private static readonly IReadOnlyDictionary<string, string[]> MayNotAnyMore = new Dictionary<string, string[]>
    {
        ["line"] = [$"You do not have the permission {Permissions.UsersWrite} any more."],
    };

    private readonly IdentityDb _db;
    private readonly PasswordHashes _hashes;
    private readonly RoleGrants _grants;
    private readonly Escalation _escalation;
    private readonly TimeProvider _time;

    internal UserImport(IdentityDb db, PasswordHashes hashes, RoleGrants grants, Escalation escalation, TimeProvider time) =>
        (_db, _hashes, _grants, _escalation, _time) = (db, hashes, grants, escalation, time);

    /// <param name="lines">Read while the accounts are made.</param>
    /// <param name="settings">How they are taken in.</param>
    /// <param name="totals">Counts what was told.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="cancellationToken">Ends it after the batch of now.</param>
    /// <returns>What became of each line, in their order, once that holds.</returns>
    public async IAsyncEnumerable<ImportedLine> RunAsync(
        IAsyncEnumerable<ImportLine> lines, ImportSettings settings, ImportTotals totals, Actor actor,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var taken = new TakenNames();
        var ended = false;
        try
        {
            await foreach (var batch in lines.Chunk(BatchSize).WithCancellation(cancellationToken))
            {
                var done = await TakeAsync(batch, settings, taken, actor, cancellationToken);
                totals.Add(done);
                foreach (var line in done) yield return line;
            }

            ended = true;
        }
        finally
        {
            if (!settings.IsDryRun) await RecordAsync(totals, ended, actor);
        }
    }

    private async Task<IReadOnlyList<ImportedLine>> TakeAsync(
        ImportLine[] batch, ImportSettings settings, TakenNames taken, Actor actor, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var accounts = new List<(User User, IReadOnlyList<Role> Roles)>();
            try
            {
                return await TryTakeAsync(batch, settings, taken, accounts, actor, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody registered with one of these names meanwhile: the unique indexes decide, and the next look finds it.
                foreach (var (user, _) in accounts) taken.Release(user);
            }
            finally
            {
                _db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<IReadOnlyList<ImportedLine>> TryTakeAsync(
        ImportLine[] batch, ImportSettings settings, TakenNames taken, List<(User User, IReadOnlyList<Role> Roles)> accounts, Actor actor,
        CancellationToken cancellationToken)
    {
        await using var write = settings.IsDryRun ? null : await _db.BeginWriteAsync(cancellationToken);
        if (write is not null) await _grants.TakeTurnAsync(cancellationToken); // from here on nobody changes what the roles grant
        var roles = await ImportRoles.ReadAsync(_db, _escalation, actor, cancellationToken);
        var read = batch.Select(line => Read(line, roles)).ToList();
        await taken.LookUpAsync(_db, [.. read.Where(one => one.Problems.Count == 0).Select(one => one.User)], cancellationToken);

        var done = new List<ImportedLine>(batch.Length);
        foreach (var one in read)
        {
            done.Add(Decide(one, settings, taken));
            if (done[^1].Outcome == ImportOutcome.Created) accounts.Add((one.User, one.Roles));
        }

        if (write is null || accounts.Count == 0) return done;
        foreach (var (user, given) in accounts) Add(user, given, actor);
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return done;
    }

    private ReadLine Read(ImportLine line, ImportRoles roles)
    {
        if (line.Account is not { } account) return new ReadLine(line.Number, new User(), [], line.Problems);
        var user = ImportedAccountRules.Read(account, _hashes, _time.GetUtcNow(), out var problems);
        var given = roles.Find(account.Roles, out var problem);
        if (problem is not null) problems["roles"] = [problem];
        return new ReadLine(line.Number, user, given, roles.MayImport ? problems : MayNotAnyMore);
    }

    private static ImportedLine Decide(ReadLine line, ImportSettings settings, TakenNames taken)
    {
        if (line.Problems.Count > 0) return new ImportedLine(line.Number, line.User.UserName, ImportOutcome.Refused, null, line.Problems);
        if (taken.Of(line.User) is { Count: > 0 } conflicts)
        {
            var outcome = settings.SkipsTaken ? ImportOutcome.Skipped : ImportOutcome.Refused;
            return new ImportedLine(line.Number, line.User.UserName, outcome, null, conflicts);
        }

        taken.Take(line.User, line.Number);
        return new ImportedLine(line.Number, line.User.UserName, ImportOutcome.Created, settings.IsDryRun ? null : line.User.Id, NoProblems);
    }

    private void Add(User user, IReadOnlyList<Role> roles, Actor actor)
    {
        _db.Add(user);
        _db.AddRange(roles.Select(role => new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id }));
        _db.Audit(AuditEntry.OnUser(AccountAction, actor, user.Id) with
        {
            NewValues = new JsonObject
            {
                ["username"] = user.UserName,
                ["email"] = user.Email,
                ["email_verified"] = user.EmailConfirmed,
                ["status"] = user.Status,
                ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode?)role.Name)]),
                ["with_password"] = user.PasswordHash is not null,
            },
        });
    }

    /// <summary>Also of an import that its caller broke off.</summary>
    private async Task RecordAsync(ImportTotals totals, bool ended, Actor actor)
    {
        _db.ChangeTracker.Clear();
        _db.Audit(new AuditEntry(FileAction, actor)
        {
            Succeeded = ended,
            Detail = ended ? null : "broke off",
            TargetType = AuditEntry.UserTarget,
            NewValues = new JsonObject
            {
                ["lines"] = totals.Lines,
                ["created"] = totals.Created,
                ["skipped"] = totals.Skipped,
                ["refused"] = totals.Refused,
            },
        });
        await _db.SaveChangesAsync(CancellationToken.None);
    }

    private sealed record ReadLine(int Number, User User, IReadOnlyList<Role> Roles, IReadOnlyDictionary<string, string[]> Problems);
}
