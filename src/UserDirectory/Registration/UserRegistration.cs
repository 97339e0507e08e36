using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.Links;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Passwords;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.Registration;

/// <summary>Makes accounts, for strangers and for administrators.</summary>
public sealed class UserRegistration
{
    private const string RegisteredAction = "user.registered";
    private const string AddressTakenAction = "user.registration_address_taken";

    private readonly IdentityDb _db;
    private readonly PasswordPolicy _policy;
    private readonly PasswordHashes _hashes;
    private readonly RoleGrants _roles;
    private readonly RegistrationOptions _options;
    private readonly LinkLetters _letters;
    private readonly TimeProvider _time;

    internal UserRegistration(
        IdentityDb db, PasswordPolicy policy, PasswordHashes hashes, RoleGrants roles, RegistrationOptions options, LinkLetters letters,
        TimeProvider time) =>
        (_db, _policy, _hashes, _roles, _options, _letters, _time) = (db, policy, hashes, roles, options, letters, time);

    public async Task<RegistrationOutcome> RegisterAsync(NewUser wanted, Actor actor, CancellationToken cancellationToken)
    {
        if (!_options.Enabled && !wanted.ByAdministrator) return new RegistrationOutcome.Closed();
        var user = NewUserRules.Read(wanted, _policy, out var problems);
        var roles = await _roles.FindAsync(wanted.ByAdministrator ? wanted.Roles : null, problems, cancellationToken);
        if (problems.Count > 0) return new RegistrationOutcome.Invalid(problems);
        if (wanted is { ByAdministrator: true, Roles: not null } && await _roles.ForbidsAsync(roles, actor, cancellationToken) is { } reason)
            return new RegistrationOutcome.Forbidden(reason);
        if (await IsTakenAsync(row => row.NormalizedUserName == user.NormalizedUserName, cancellationToken))
            return new RegistrationOutcome.UserNameTaken();

        // Hashed in any case: the time must not tell whether the address is taken. Who is invited chooses a password later.
        if (wanted.Password is { } password)
        {
            var hash = await _hashes.HashAsync(password, cancellationToken);
            if (!hash.Ran) return new RegistrationOutcome.Busy(hash.RetryAfter);
            user.PasswordHash = hash.Value;
        }

        try
        {
            return await InsertAsync(user, roles, wanted, actor, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another registration was quicker with one of the two names: the unique indexes decide.
            _db.ChangeTracker.Clear();
            if (await IsTakenAsync(row => row.NormalizedUserName == user.NormalizedUserName, cancellationToken))
                return new RegistrationOutcome.UserNameTaken();
            if (!await IsTakenAsync(row => row.NormalizedEmail == user.NormalizedEmail, cancellationToken))
            {
                if (wanted.ExternalProof is null) throw;
                return new RegistrationOutcome.NoProof(); // the account elsewhere was linked meanwhile
            }

            return await TellOwnerAsync(user, wanted, actor, cancellationToken);
        }
    }

    private async Task<RegistrationOutcome> InsertAsync(
        User user, IReadOnlyList<Role> roles, NewUser wanted, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (wanted is { ByAdministrator: true, Roles: { } names })
        {
            await _roles.TakeTurnAsync(cancellationToken); // what was read before may have changed
            var problems = new Dictionary<string, string[]>();
            roles = await _roles.FindAsync(names, problems, cancellationToken);
            if (problems.Count > 0) return new RegistrationOutcome.Invalid(problems);
            if (await _roles.ForbidsAsync(roles, actor, cancellationToken) is { } reason) return new RegistrationOutcome.Forbidden(reason);
        }

        var now = _time.GetUtcNow();
        ExternalProof? proof = null;
        if (wanted.ExternalProof is { } handle)
        {
            proof = await ExternalProofs.TakeAsync(_db, handle, now, cancellationToken);
            if (proof is null) return new RegistrationOutcome.NoProof();
        }

        if (await IsTakenAsync(row => row.NormalizedEmail == user.NormalizedEmail, cancellationToken))
        {
            if (proof?.Covers(user.Email!) is true) return new RegistrationOutcome.OwnEmailTaken(); // not committed: the proof can still become a link
            var taken = await TellOwnerAsync(user, wanted, actor, cancellationToken);
            await write.CommitAsync(cancellationToken);
            return taken;
        }

        user.Id = Guid.CreateVersion7(now);
        user.SecurityStamp = Jose.Handles.Create();
        (user.CreatedAt, user.UpdatedAt) = (now, now);
        if (user.PasswordHash is not null) user.PasswordChangedAt = now;
        user.EmailConfirmed = proof?.Covers(user.Email!) is true;
        user.SearchTerms = SearchText.Of(user);
        _db.Add(user);
        _db.AddRange(roles.Select(role => new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id }));
        _db.Audit(AuditEntry.OnUser(RegisteredAction, actor, user.Id) with { NewValues = Described(user, roles) });
        if (proof is not null) _db.AddLink(proof, user.Id, now, actor with { UserId = user.Id });
        if (user.EmailConfirmed) _db.Enqueue(Letters.Welcome(user));
        await _db.SaveChangesAsync(cancellationToken);
        if (wanted.IsInvited) await _letters.InviteAsync(_db, user, actor, cancellationToken);
        else if (!user.EmailConfirmed) await _letters.WelcomeAsync(_db, user, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new RegistrationOutcome.Created(user.Id);
    }

    private async Task<RegistrationOutcome> TellOwnerAsync(User wantedUser, NewUser wanted, Actor actor, CancellationToken cancellationToken)
    {
        if (wanted.ByAdministrator) return new RegistrationOutcome.EmailTaken();
        var owner = await _db.Set<User>().AsNoTracking().FirstAsync(row => row.NormalizedEmail == wantedUser.NormalizedEmail, cancellationToken);
        _db.Audit(AuditEntry.OnUser(AddressTakenAction, actor, owner.Id) with { Succeeded = false });
        _db.Enqueue(Letters.AddressTaken(owner));
        await _db.SaveChangesAsync(cancellationToken);
        return new RegistrationOutcome.EmailTaken();
    }

    private Task<bool> IsTakenAsync(System.Linq.Expressions.Expression<Func<User, bool>> condition, CancellationToken cancellationToken) =>
        _db.Set<User>().AnyAsync(condition, cancellationToken);

    private static JsonObject Described(User user, IReadOnlyList<Role> roles) => new()
    {
        ["username"] = user.UserName,
        ["email"] = user.Email,
        ["status"] = user.Status,
        ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode?)role.Name)]),
    };
}
