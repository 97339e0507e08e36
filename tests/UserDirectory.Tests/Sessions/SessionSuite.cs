using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OidcEngine.Http;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Passwords;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Sessions;

public abstract class SessionSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task A_signed_in_browser_is_known_by_its_cookie_alone()
    {
        var user = await PersonAsync();
        var cookie = await SignInAsync(user, cookie: null);

        var principal = await AuthenticateAsync(cookie);

        Assert.Equal(user.UserId.ToString(), principal!.FindFirst(SessionClaims.Subject)!.Value);
        Assert.Equal(user.UserName, principal.Identity!.Name);
        Assert.Equal(user.AuthTime, DateTimeOffset.Parse(principal.FindFirst(SessionClaims.AuthTime)!.Value, null));
        Assert.NotNull(principal.FindFirst(SessionClaims.SessionId));
        Assert.Null(await AuthenticateAsync(cookie[..^1] + (cookie[^1] == 'A' ? 'B' : 'A')));
        Assert.Null(await AuthenticateAsync(new string('x', 5000)));
        Assert.Null(await AuthenticateAsync(null));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        var http = Request(null);
        await (await HandlerAsync(http)).SignInAsync(SignInPrincipal.Create(await PersonAsync()), null);

        var cookie = http.Response.Headers.SetCookie.ToString();
        Assert.StartsWith("__Host-identity=", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_in_again_gives_a_new_handle_to_the_same_session_and_the_old_one_is_dead()
    {
        var user = await PersonAsync();
        var before = await SignInAsync(user, cookie: null);
        var sessionId = await SessionIdAsync(before);
        directory.Time.Advance(TimeSpan.FromMinutes(1));

        var after = await SignInAsync(user with { AuthTime = directory.Time.GetUtcNow() }, before);

        Assert.NotEqual(before, after);
        Assert.Null(await AuthenticateAsync(before));
        Assert.Equal(sessionId, await SessionIdAsync(after));
    }

    [Fact]
    public async Task Each_sign_in_is_recorded_with_its_session_and_a_renewal_is_none()
    {
        var user = await PersonAsync();
        var cookie = await SignInAsync(user with { Acr = "aal2", Amr = ["hwk", "user", "mfa"] }, cookie: null);
        Assert.Equal("hwk user mfa", Assert.Single(await SignInsAsync(user.UserId)).Detail);
        Assert.Equal(directory.Time.GetUtcNow(), await LastSignInAsync(user.UserId));
        directory.Time.Advance(TimeSpan.FromMinutes(1));

        var renewed = await RenewAsync(cookie, user, await SessionIdAsync(cookie));
        Assert.Single(await SignInsAsync(user.UserId));
        Assert.NotEqual(directory.Time.GetUtcNow(), await LastSignInAsync(user.UserId));

        await SignInAsync(user, renewed);
        Assert.Equal(2, (await SignInsAsync(user.UserId)).Count);
        Assert.Equal(directory.Time.GetUtcNow(), await LastSignInAsync(user.UserId));
    }

    [Fact]
    public async Task Nobody_is_signed_in_who_was_suspended_while_they_proved_who_they_are()
    {
        var user = await PersonAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(user.UserId, Actor.System, CancellationToken.None));

        Assert.Equal("", await SignInAsync(user, cookie: null));

        Assert.Empty(await SignInsAsync(user.UserId));
        Assert.Empty(await ListAsync(user.UserId));
    }

    /// <summary>This instance believes for some seconds that the session lives.</summary>
    [Fact]
    public async Task A_session_that_was_ended_elsewhere_is_not_renewed()
    {
        var user = await PersonAsync();
        var cookie = await SignInAsync(user, cookie: null);
        var session = await SessionIdAsync(cookie);
        await EndElsewhereAsync(session);
        Assert.NotNull(await AuthenticateAsync(cookie));

        Assert.Null((await (await HandlerAsync(Request(cookie, "POST"))).AuthenticateAsync()).Principal); // a form is not posted on belief
        Assert.Null(await RenewAsync(cookie, user with { Acr = "aal2" }, session));

        Assert.Empty(await ListAsync(user.UserId));
    }

    [Fact]
    public async Task Somebody_else_at_the_same_browser_gets_a_session_of_their_own()
    {
        var planted = await SignInAsync(await PersonAsync(), cookie: null);
        var attackers = await SessionIdAsync(planted);

        var cookie = await SignInAsync(await PersonAsync(), planted);

        Assert.NotEqual(planted, cookie);
        Assert.NotEqual(attackers, await SessionIdAsync(cookie));
        directory.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await AuthenticateAsync(planted));
    }

    [Fact]
    public async Task A_session_ends_when_it_is_idle_and_at_its_end()
    {
        var cookie = await SignInAsync(await PersonAsync(), cookie: null);
        for (var hour = 1; hour < 24; hour++)
        {
            directory.Time.Advance(TimeSpan.FromHours(1));
            Assert.NotNull(await AuthenticateAsync(cookie));
        }

        directory.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await AuthenticateAsync(cookie));

        var idle = await SignInAsync(await PersonAsync(), cookie: null);
        directory.Time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await AuthenticateAsync(idle));
    }

    /// <summary>Another instance, which has its own memory, sees every other use: here it is a refresh that moves the row.</summary>
    [Fact]
    public async Task What_one_instance_remembers_as_idle_and_another_has_seen_since_lives()
    {
        var cookie = await SignInAsync(await PersonAsync(), cookie: null);
        var id = await SessionIdAsync(cookie);
        directory.Time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(2));
        await using (var db = directory.NewContext())
        {
            var (seen, idle) = (directory.Time.GetUtcNow(), directory.Time.GetUtcNow() + TimeSpan.FromHours(2));
            directory.Get<SessionCache>().Put(Jose.Handles.Hash(cookie), new LiveSession(
                id, await PersonAsync(), seen - TimeSpan.FromHours(2), seen + TimeSpan.FromSeconds(2), seen + TimeSpan.FromHours(22)));
            await db.Set<UserSession>().Where(row => row.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LastSeenAt, seen).SetProperty(row => row.IdleExpiresAt, idle));
        }
        directory.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.NotNull(await AuthenticateAsync(cookie));
    }

    [Fact]
    public async Task A_short_idle_time_is_kept_exactly_too()
    {
        var options = new SessionOptions { Idle = TimeSpan.FromSeconds(60) };
        var records = new SessionRecords(
            directory.Get<IDbContextFactory<IdentityDb>>(), options, directory.Get<SessionCache>(), directory.Time);
        var handle = (await records.OpenAsync(await PersonAsync(), new SignInOrigin(null, null, null), CancellationToken.None))!;
        for (var use = 0; use < 12; use++) // two minutes of use
        {
            directory.Time.Advance(TimeSpan.FromSeconds(10));
            Assert.NotNull(await records.FindAsync(handle, CancellationToken.None));
        }

        directory.Time.Advance(TimeSpan.FromSeconds(53));
        Assert.NotNull(await records.FindAsync(handle, CancellationToken.None));
        directory.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(await records.FindAsync(handle, CancellationToken.None));
    }

    [Fact]
    public async Task Every_sign_in_and_sign_out_gives_the_browser_another_state()
    {
        var (signIn, signOut) = (Request(null), Request(null));
        await (await HandlerAsync(signIn)).SignInAsync(SignInPrincipal.Create(await PersonAsync()), null);
        await (await HandlerAsync(signOut)).SignOutAsync(null);

        var states = new[] { signIn, signOut }
            .Select(http => http.Response.Headers.SetCookie.Single(cookie => cookie!.StartsWith(BrowserState.CookieName + "=", StringComparison.Ordinal))!)
            .ToList();
        Assert.All(states, state => Assert.EndsWith("; path=/; secure; samesite=lax", state, StringComparison.Ordinal));
        Assert.NotEqual(states[0], states[1]);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_behind_the_cookie()
    {
        var cookie = await SignInAsync(await PersonAsync(), cookie: null);
        var http = Request(cookie);

        await (await HandlerAsync(http)).SignOutAsync(null);

        Assert.Contains("__Host-identity=; expires=", http.Response.Headers.SetCookie.ToString(), StringComparison.Ordinal);
        directory.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await AuthenticateAsync(cookie));
    }

    [Fact]
    public async Task Suspension_ends_every_session_within_five_seconds()
    {
        var user = await PersonAsync();
        var (one, two) = (await SignInAsync(user, null), await SignInAsync(user, null));
        Assert.NotNull(await AuthenticateAsync(one));

        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(user.UserId, Actor.System, CancellationToken.None));
        directory.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await AuthenticateAsync(one));
        Assert.Null(await AuthenticateAsync(two));
        Assert.Empty(await ListAsync(user.UserId));
    }

    [Fact]
    public async Task A_person_ends_their_own_sessions_and_nobody_elses()
    {
        var user = await PersonAsync();
        var (here, there) = (await SignInAsync(user, null), await SignInAsync(user, null));
        var (hereId, thereId) = (await SessionIdAsync(here), await SessionIdAsync(there));
        var stranger = await PersonAsync();

        Assert.False(await EndAsync(stranger.UserId, thereId));
        Assert.NotNull(await AuthenticateAsync(there));
        Assert.True(await EndAsync(user.UserId, thereId));
        Assert.False(await EndAsync(user.UserId, thereId));

        Assert.Null(await AuthenticateAsync(there));
        Assert.Equal([hereId], (await ListAsync(user.UserId)).Select(session => session.Id));
    }

    [Fact]
    public async Task Another_password_ends_all_other_sessions_and_is_not_one_of_the_last_five()
    {
        var user = await PersonAsync();
        var (here, there) = (await SignInAsync(user, null), await SignInAsync(user, null));
        var session = await SessionIdAsync(here);

        var current = Calls.Password;
        foreach (var next in new[] { "Kx2-first-one", "Kx3-second-one", "Kx4-third-one", "Kx5-fourth-one" })
        {
            Assert.IsType<PasswordChangeOutcome.Changed>(await ChangeAsync(user.UserId, current, next, session));
            current = next;
        }

        Assert.IsType<PasswordChangeOutcome.Invalid>(await ChangeAsync(user.UserId, current, Calls.Password, session));
        Assert.IsType<PasswordChangeOutcome.Invalid>(await ChangeAsync(user.UserId, current, current, session));
        Assert.IsType<PasswordChangeOutcome.Changed>(await ChangeAsync(user.UserId, current, "Kx6-fifth-one", session));
        Assert.IsType<PasswordChangeOutcome.Changed>(await ChangeAsync(user.UserId, "Kx6-fifth-one", Calls.Password, session));

        Assert.NotNull(await AuthenticateAsync(here));
        Assert.Null(await AuthenticateAsync(there));
    }

    [Fact]
    public async Task Who_sits_at_an_open_session_has_five_guesses_at_the_password()
    {
        var user = await PersonAsync();
        var session = await SessionIdAsync(await SignInAsync(user, null));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => ChangeAsync(user.UserId, $"Guess-{i}-wrong", "Kx2-first-one", session)));

        Assert.IsType<PasswordChangeOutcome.WrongPassword>(await ChangeAsync(user.UserId, Calls.Password, "Kx2-first-one", session));
        var page = await directory.CallAsync<AuditTrail, AuditPage>(
            trail => trail.FindAsync(new AuditQuery { TargetId = user.UserId.ToString(), Limit = 100 }, CancellationToken.None));
        Assert.Equal(5, page.Items.Count(entry => entry.Detail == "wrong password"));
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_suspended_also_not_by_two_at_once()
    {
        var (second, _) = await directory.RegisteredAsync("admin");
        var first = (await directory.AdminAsync()).UserId!.Value;

        var outcomes = await Task.WhenAll(new[] { first, second }.Select(id =>
            directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(id, Actor.System, CancellationToken.None))));

        Assert.Single(outcomes.OfType<StatusChangeOutcome.Changed>());
        Assert.Single(outcomes.OfType<StatusChangeOutcome.LastAdmin>());
        foreach (var id in new[] { first, second })
            await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.ActivateAsync(id, Actor.System, CancellationToken.None));
    }

    private async Task<SignedInUser> PersonAsync()
    {
        var (id, name) = await directory.RegisteredAsync();
        return new SignedInUser(id, name, directory.Time.GetUtcNow(), "aal1", ["pwd"]);
    }

    private async Task<string> SignInAsync(SignedInUser user, string? cookie)
    {
        var http = Request(cookie);
        await (await HandlerAsync(http)).SignInAsync(SignInPrincipal.Create(user), null);
        return http.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=')[1];
    }

    /// <summary>The cookie's new value; null when there is none any more.</summary>
    private async Task<string?> RenewAsync(string cookie, SignedInUser user, Guid session)
    {
        var http = Request(cookie);
        var renewal = new AuthenticationProperties();
        renewal.SetParameter<Guid?>(SessionCookie.SessionToRenew, session);
        await (await HandlerAsync(http)).SignInAsync(SignInPrincipal.Create(user), renewal);
        var value = http.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=')[1];
        Assert.Equal(value.Length > 0, renewal.GetParameter<Guid?>(SessionCookie.SessionToRenew) is not null);
        return value.Length > 0 ? value : null;
    }

    private async Task EndElsewhereAsync(Guid session)
    {
        var now = directory.Time.GetUtcNow();
        await using var db = directory.NewContext();
        await db.Set<UserSession>().Where(row => row.Id == session).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now));
    }

    private async Task<IReadOnlyList<AuditTrailEntry>> SignInsAsync(Guid userId)
    {
        var query = new AuditQuery { TargetId = userId.ToString(), Action = "user.signed_in", Limit = 10 };
        return (await directory.CallAsync<AuditTrail, AuditPage>(trail => trail.FindAsync(query, CancellationToken.None))).Items;
    }

    private async Task<DateTimeOffset?> LastSignInAsync(Guid userId)
    {
        await using var db = directory.NewContext();
        return await db.Set<User>().Where(user => user.Id == userId).Select(user => user.LastSignInAt).SingleAsync();
    }

    private async Task<System.Security.Claims.ClaimsPrincipal?> AuthenticateAsync(string? cookie) =>
        (await (await HandlerAsync(Request(cookie))).AuthenticateAsync()).Principal;

    private async Task<Guid> SessionIdAsync(string cookie) =>
        Guid.Parse((await AuthenticateAsync(cookie))!.FindFirst(SessionClaims.SessionId)!.Value);

    private async Task<SessionCookieHandler> HandlerAsync(HttpContext http)
    {
        var handler = new SessionCookieHandler(
            directory.Get<IOptionsMonitor<SessionCookieOptions>>(), NullLoggerFactory.Instance, System.Text.Encodings.Web.UrlEncoder.Default,
            directory.Get<SessionRecords>(), directory.Get<ISessionStore>(), directory.Get<SessionOptions>());
        await handler.InitializeAsync(new AuthenticationScheme(SessionCookie.Scheme, null, typeof(SessionCookieHandler)), http);
        return handler;
    }

    private DefaultHttpContext Request(string? cookie, string method = "GET")
    {
        var http = new DefaultHttpContext { RequestServices = directory.Services };
        http.Request.Method = method;
        if (cookie is not null) http.Request.Headers.Cookie = $"{SessionCookie.Name}={cookie}";
        return http;
    }

    private Task<bool> EndAsync(Guid userId, Guid sessionId) => directory.CallAsync<UserSessions, bool>(sessions =>
        sessions.EndAsync(userId, sessionId, SessionEndReason.EndedElsewhere, Calls.Stranger, CancellationToken.None));

    private Task<IReadOnlyList<SessionSummary>> ListAsync(Guid userId) => directory.CallAsync<UserSessions, IReadOnlyList<SessionSummary>>(sessions =>
        sessions.ListAsync(userId, CancellationToken.None));

    private Task<PasswordChangeOutcome> ChangeAsync(Guid userId, string current, string next, Guid session)
    {
        directory.Time.Advance(TimeSpan.FromMilliseconds(10)); // former passwords are known apart by their time
        return directory.CallAsync<PasswordChange, PasswordChangeOutcome>(service =>
            service.ChangeAsync(userId, current, next, session, Calls.Stranger with { UserId = userId }, CancellationToken.None));
    }
}

public sealed class SessionOnSqlite(SqliteDirectory directory) : SessionSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class SessionOnPostgres(PostgresDirectory directory) : SessionSuite(directory), IClassFixture<PostgresDirectory>;
