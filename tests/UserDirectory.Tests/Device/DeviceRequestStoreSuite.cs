using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OidcEngine.Device;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Grants;
using UserDirectory.Sessions;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Device;

public abstract class DeviceRequestStoreSuite(DirectoryFixture directory)
{
    private readonly IDeviceRequestStore _requests = directory.Get<IDeviceRequestStore>();
    private readonly IAuthorizationCodeStore _codes = directory.Get<IAuthorizationCodeStore>();

    [Fact]
    public async Task A_request_is_found_by_its_user_code_as_it_was_kept()
    {
        var kept = await AddAsync();
        var found = await FindAsync(kept);
        Assert.Equal(
            (kept.ClientId, kept.IpAddress, kept.UserAgent, kept.CreatedAt, kept.ExpiresAt),
            (found!.ClientId, found.IpAddress, found.UserAgent, found.CreatedAt, found.ExpiresAt));
        Assert.Equal(kept.DeviceCodeHash, found.DeviceCodeHash);
        Assert.Equal(kept.Scopes.Concat(kept.Resources), found.Scopes.Concat(found.Resources));
        Assert.Null(await _requests.FindPendingAsync(kept.DeviceCodeHash, CancellationToken.None));
    }

    [Fact]
    public async Task A_user_code_that_is_taken_is_not_taken_again()
    {
        var kept = await AddAsync();
        Assert.False(await _requests.AddAsync(kept with { DeviceCodeHash = RandomNumberGenerator.GetBytes(32) }, CancellationToken.None));
        Assert.NotNull(await FindAsync(kept));
    }

    [Fact]
    public async Task An_approved_request_becomes_a_grant_whose_code_is_redeemed_once()
    {
        var kept = await AddAsync();
        var session = await directory.SignedInAsync();
        var grant = GrantOf(kept, session);
        Assert.True(await ApproveAsync(kept, grant));
        Assert.Equal(DevicePoll.Approved, await PollAsync(kept));
        Assert.Null(await FindAsync(kept));

        var first = Assert.IsType<CodeRedemption.First>(await RedeemAsync(kept)).Grant;

        Assert.Equal((grant.Id, grant.Subject, grant.SessionId, grant.AuthTime), (first.Id, first.Subject, first.SessionId, first.AuthTime));
        Assert.Equal(grant.Scopes.Concat(grant.Resources).Concat(grant.Amr), first.Scopes.Concat(first.Resources).Concat(first.Amr));
        Assert.IsType<CodeRedemption.Replayed>(await RedeemAsync(kept));
        Assert.Equal(["device.approved"], await RecordsAsync(session.UserId));
    }

    [Fact]
    public async Task A_declined_request_is_over_and_recorded()
    {
        var kept = await AddAsync();
        var session = await directory.SignedInAsync();
        Assert.True(await DenyAsync(kept, session.UserId));
        Assert.Equal(DevicePoll.Denied, await PollAsync(kept));
        Assert.False(await DenyAsync(kept, session.UserId));
        Assert.False(await ApproveAsync(kept, GrantOf(kept, session)));
        Assert.IsType<CodeRedemption.Unknown>(await RedeemAsync(kept));
        Assert.Equal(["device.denied"], await RecordsAsync(session.UserId));
    }

    [Fact]
    public async Task Polls_are_counted_by_the_row_for_its_client_alone()
    {
        var kept = await AddAsync();
        Assert.Equal(DevicePoll.Unknown, await _requests.PollAsync(kept.DeviceCodeHash, "webapp", CancellationToken.None));
        Assert.Equal(DevicePoll.Unknown, await _requests.PollAsync(kept.UserCodeHash, kept.ClientId, CancellationToken.None));
        Assert.Equal(DevicePoll.Pending, await PollAsync(kept));
        directory.Time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.Equal(DevicePoll.TooFast, await PollAsync(kept));
        directory.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(DevicePoll.TooFast, await PollAsync(kept));
        directory.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(DevicePoll.Pending, await PollAsync(kept));
    }

    [Fact]
    public async Task After_its_time_nobody_can_answer()
    {
        var kept = await AddAsync();
        var session = await directory.SignedInAsync();
        directory.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(DevicePoll.Expired, await PollAsync(kept));
        Assert.Null(await FindAsync(kept));
        Assert.False(await ApproveAsync(kept, GrantOf(kept, session)));
        Assert.False(await DenyAsync(kept, session.UserId));
    }

    [Fact]
    public async Task Of_twenty_people_who_approve_at_once_one_holds_the_grant()
    {
        var kept = await AddAsync();
        var sessions = new List<UserSession>();
        for (var i = 0; i < 20; i++) sessions.Add(await directory.SignedInAsync());

        var answers = await Task.WhenAll(sessions.Select(session => Task.Run(() => ApproveAsync(kept, GrantOf(kept, session)))));

        Assert.Single(answers, approved => approved);
        await using var db = directory.NewContext();
        var grant = Assert.Single(await db.Set<GrantRow>().Where(row => row.CodeHash == kept.DeviceCodeHash).ToListAsync());
        Assert.Equal(sessions[Array.IndexOf(answers, true)].Id, grant.SessionId);
    }

    [Fact]
    public async Task Approvals_polls_and_redemptions_at_once_give_one_set_of_tokens()
    {
        var kept = await AddAsync();
        var session = await directory.SignedInAsync();

        var redemptions = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            if (i % 4 == 0) await ApproveAsync(kept, GrantOf(kept, session));
            while (await PollAsync(kept) is DevicePoll.Pending or DevicePoll.TooFast) await Task.Yield();
            return await RedeemAsync(kept);
        })));

        Assert.Single(redemptions.OfType<CodeRedemption.First>());
        Assert.Equal(19, redemptions.OfType<CodeRedemption.Replayed>().Count());
    }

    [Fact]
    public async Task A_session_that_has_ended_or_a_person_who_may_not_sign_in_lets_no_device_in()
    {
        var kept = await AddAsync();
        var ended = await directory.SignedInAsync();
        await directory.Get<ISessionStore>().EndAsync(ended.Id, SessionEndReason.SignedOut, CancellationToken.None);
        Assert.False(await ApproveAsync(kept, GrantOf(kept, ended)));

        var suspended = await directory.SignedInAsync();
        await using (var db = directory.NewContext())
            await db.Set<User>().Where(user => user.Id == suspended.UserId)
                .ExecuteUpdateAsync(row => row.SetProperty(user => user.Status, UserStatus.Suspended));
        Assert.False(await ApproveAsync(kept, GrantOf(kept, suspended)));

        var session = await directory.SignedInAsync();
        Assert.False(await ApproveAsync(kept, GrantOf(kept, session) with { Subject = suspended.UserId.ToString() }));
        Assert.False(await ApproveAsync(kept, GrantOf(kept, session) with { ClientId = "webapp" }));
        Assert.Empty(await RecordsAsync(session.UserId));
        Assert.True(await ApproveAsync(kept, GrantOf(kept, session)));
    }

    [Fact]
    public async Task Sessions_that_end_while_devices_are_let_in_leave_no_grant_alive()
    {
        var sessions = new List<UserSession>();
        for (var i = 0; i < 20; i++) sessions.Add(await directory.SignedInAsync());

        await Task.WhenAll(sessions.SelectMany(session => new Task[]
        {
            Task.Run(async () =>
            {
                var kept = await AddAsync();
                await ApproveAsync(kept, GrantOf(kept, session));
            }),
            Task.Run(() => directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, CancellationToken.None)),
        }));

        await using var db = directory.NewContext();
        var ids = sessions.Select(session => session.Id).ToList();
        Assert.False(await db.Set<GrantRow>().AnyAsync(grant => ids.Contains(grant.SessionId) && grant.RevokedAt == null));
    }

    [Fact]
    public async Task A_request_names_nobody()
    {
        var kept = await AddAsync();
        var session = await directory.SignedInAsync();
        await ApproveAsync(kept, GrantOf(kept, session));
        Assert.DoesNotContain("device_requests", await directory.HoldingAsync(session.UserId.ToString()));
    }

    private async Task<DeviceRequest> AddAsync()
    {
        var request = new DeviceRequest
        {
            DeviceCodeHash = RandomNumberGenerator.GetBytes(32),
            UserCodeHash = RandomNumberGenerator.GetBytes(32),
            ClientId = "spa",
            Scopes = ["openid", "profile.api"],
            Resources = ["https://localhost:3002"],
            IpAddress = "2001:db8::1",
            UserAgent = "Television/1.0 \u00fc",
            CreatedAt = directory.Time.GetUtcNow(),
            ExpiresAt = directory.Time.GetUtcNow() + TimeSpan.FromMinutes(10),
        };
        Assert.True(await _requests.AddAsync(request, CancellationToken.None));
        return request;
    }

    private Grant GrantOf(DeviceRequest request, UserSession session)
    {
        var now = directory.Time.GetUtcNow();
        return new Grant
        {
            Id = Guid.CreateVersion7(now),
            ClientId = request.ClientId,
            Subject = session.UserId.ToString(),
            SessionId = session.Id,
            Scopes = request.Scopes,
            Resources = request.Resources,
            AuthTime = session.AuthTime,
            Acr = session.Acr,
            Amr = session.Amr,
            CreatedAt = now,
        };
    }

    private Task<DeviceRequest?> FindAsync(DeviceRequest kept) => _requests.FindPendingAsync(kept.UserCodeHash, CancellationToken.None);

    private Task<bool> ApproveAsync(DeviceRequest kept, Grant grant) => _requests.ApproveAsync(kept.UserCodeHash, grant, CancellationToken.None);

    private Task<bool> DenyAsync(DeviceRequest kept, Guid userId) => _requests.DenyAsync(kept.UserCodeHash, userId.ToString(), CancellationToken.None);

    private Task<DevicePoll> PollAsync(DeviceRequest kept) => _requests.PollAsync(kept.DeviceCodeHash, kept.ClientId, CancellationToken.None);

    private Task<CodeRedemption> RedeemAsync(DeviceRequest kept)
    {
        var now = directory.Time.GetUtcNow();
        var refresh = new RefreshExpiry(now.AddDays(7), now.AddDays(30));
        return _codes.RedeemAsync(kept.DeviceCodeHash, new CodeProof(kept.ClientId, null, null, refresh), CancellationToken.None);
    }

    private async Task<IReadOnlyList<string>> RecordsAsync(Guid userId)
    {
        await using var db = directory.NewContext();
        var target = userId.ToString();
        return await db.Set<AuditRow>().Where(row => row.TargetId == target && row.Action.StartsWith("device."))
            .OrderBy(row => row.Id).Select(row => row.Action).ToListAsync();
    }
}

public sealed class DeviceRequestStoreOnSqlite(SqliteDirectory directory)
    : DeviceRequestStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class DeviceRequestStoreOnPostgres(PostgresDirectory directory)
    : DeviceRequestStoreSuite(directory), IClassFixture<PostgresDirectory>;
