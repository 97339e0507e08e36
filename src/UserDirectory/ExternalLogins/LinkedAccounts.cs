using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.ExternalLogins;

/// <summary>The accounts elsewhere by which people sign in here.</summary>
public sealed class LinkedAccounts
{
    private const string UnlinkedAction = "user.external_login_unlinked";

    private readonly IdentityDb _db;
    private readonly WaysIn _ways;
    private readonly TimeProvider _time;

    internal LinkedAccounts(IdentityDb db, WaysIn ways, TimeProvider time) => (_db, _ways, _time) = (db, ways, time);

    /// <summary>A person's links, the oldest first.</summary>
    public async Task<IReadOnlyList<LinkedAccount>> ListAsync(Guid userId, CancellationToken cancellationToken) =>
        await _db.Set<ExternalLoginRow>().AsNoTracking()
            .Where(login => login.UserId == userId)
            .OrderBy(login => login.LinkedAt)
            .Select(login => new LinkedAccount(login.Provider, login.Issuer, login.Subject, login.DisplayName, login.LinkedAt, login.LastUsedAt))
            .ToListAsync(cancellationToken);

    /// <summary>Whose account is linked with it; null when it is nobody's.</summary>
    public Task<Guid?> FindOwnerAsync(string issuer, string subject, CancellationToken cancellationToken) =>
        _db.Set<ExternalLoginRow>()
            .Where(login => login.Issuer == issuer && login.Subject == subject)
            .Select(login => (Guid?)login.UserId)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Links the account of a proof, which is used up by that.</summary>
    public async Task<LinkOutcome> LinkAsync(string proofHandle, Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            await using var write = await _db.BeginWriteAsync(cancellationToken);
            var outcome = await LinkInTurnAsync(proofHandle, userId, actor, cancellationToken);
            await _db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            return outcome;
        }
        catch (DbUpdateException)
        {
            _db.ChangeTracker.Clear(); // somebody else was quicker to link it: the key decides
            return new LinkOutcome.OfSomebodyElse();
        }
    }

    /// <summary>Takes a link away, unless nothing else would be left to sign in with.</summary>
    public async Task<UnlinkOutcome> UnlinkAsync(Guid userId, string issuer, string subject, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        await AccountTurn.TakeAsync(_db, userId, cancellationToken); // of two removals at once the second sees what the first left
        var link = await _db.Set<ExternalLoginRow>().AsNoTracking()
            .FirstOrDefaultAsync(login => login.Issuer == issuer && login.Subject == subject && login.UserId == userId, cancellationToken);
        if (link is null) return UnlinkOutcome.NotFound;
        if (!await _ways.RemainWithoutLinkAsync(userId, issuer, subject, cancellationToken)) return UnlinkOutcome.LastWayIn;

        await _db.Set<ExternalLoginRow>().Where(login => login.Issuer == issuer && login.Subject == subject && login.UserId == userId)
            .ExecuteDeleteAsync(cancellationToken);
        _db.Audit(AuditEntry.OnUser(UnlinkedAction, actor, userId) with
        {
            OldValues = new JsonObject { ["provider"] = link.Provider, ["account"] = link.DisplayName },
        });
        await TellAsync(userId, SecurityNotice.ExternalLoginUnlinked, actor, cancellationToken);
        await _db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return UnlinkOutcome.Unlinked;
    }

    private async Task<LinkOutcome> LinkInTurnAsync(string proofHandle, Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (!await AccountTurn.TakeAsync(_db, userId, cancellationToken)
            || await ExternalProofs.TakeAsync(_db, proofHandle, now, cancellationToken) is not { } proof)
            return new LinkOutcome.NoProof();
        if (await FindOwnerAsync(proof.Issuer, proof.Subject, cancellationToken) is { } owner)
            return owner == userId ? new LinkOutcome.Linked(proof) : new LinkOutcome.OfSomebodyElse();

        _db.AddLink(proof, userId, now, actor);
        await TellAsync(userId, SecurityNotice.ExternalLoginLinked, actor, cancellationToken);
        return new LinkOutcome.Linked(proof);
    }

    private async Task TellAsync(Guid userId, SecurityNotice notice, Actor actor, CancellationToken cancellationToken)
    {
        var owner = await _db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == userId, cancellationToken);
        _db.Enqueue(Letters.Notice(owner, notice, NoticeFacts.Of(actor, _time.GetUtcNow())));
    }
}

/// <summary>An account elsewhere by which its person signs in.</summary>
public sealed record LinkedAccount(
    string Provider, string Issuer, string Subject, string? DisplayName, DateTimeOffset LinkedAt, DateTimeOffset? LastUsedAt);

/// <summary>What became of a wish to link.</summary>
public abstract record LinkOutcome
{
    private LinkOutcome() { }

    /// <summary>It is linked, perhaps since long.</summary>
    public sealed record Linked(ExternalProof Proof) : LinkOutcome;

    /// <summary>The account elsewhere is linked with another person's account here.</summary>
    public sealed record OfSomebodyElse : LinkOutcome;

    /// <summary>Nothing was proved, too long ago, or it has been used.</summary>
    public sealed record NoProof : LinkOutcome;
}

/// <summary>What became of a wish to take a link away.</summary>
public enum UnlinkOutcome
{
    Unlinked,
    NotFound,

    /// <summary>The person could not sign in any more.</summary>
    LastWayIn,
}
