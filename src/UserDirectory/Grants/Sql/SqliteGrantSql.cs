using System.Text.Json;
using Microsoft.Data.Sqlite;
using OidcEngine.Grants;
using UserDirectory.Database.Sqlite;
using UserDirectory.Sessions;

namespace UserDirectory.Grants.Sql;

/// <summary>The hot statements in SQLite's dialect: lists are JSON, times are numbers, and no statement waits within the file.</summary>
internal sealed class SqliteGrantSql(SqliteFile file, SessionOptions sessions) : IGrantSql
{
    private const string GrantColumns =
        "id, client_id, user_id, session_id, scopes, resources, nonce, auth_time, acr, amr, created_at, "
        + "userinfo_claims, id_token_claims";

    private const string SessionLives = """
        (grants.offline_access OR EXISTS (
            SELECT 1 FROM sessions s
            WHERE s.id = grants.session_id AND s.ended_at IS NULL AND s.expires_at > @now AND s.idle_expires_at > @now))
        """;

    private const string ResourceFits = "(@resource IS NULL OR @resource IN (SELECT value FROM json_each(grants.resources)))";

    private const string Insert = $"""
        INSERT INTO grants ({GrantColumns}, offline_access, code_hash, redirect_uri, code_challenge, dpop_jkt, code_expires_at)
        SELECT @id, @client, @user, s.id, @scopes, @resources, @nonce, @auth_time, @acr, @amr, @created_at, @userinfo_claims,
            @id_token_claims, @offline_access, @code_hash, @redirect_uri, @code_challenge, @dpop_jkt, @code_expires_at
        FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.id = @session AND s.user_id = @user AND s.ended_at IS NULL AND s.expires_at > @now AND s.idle_expires_at > @now
            AND u.status = 'active'
        """;

    private const string RedeemCode = $"""
        UPDATE grants SET code_redeemed_at = @now, last_used_at = @now,
            refresh_generation = CASE WHEN @sliding IS NULL THEN NULL ELSE 1 END, refresh_sender_key = @sender_key,
            refresh_sliding_expiry = min(@sliding, @absolute), refresh_absolute_expiry = @absolute
        WHERE code_hash = @code_hash AND code_redeemed_at IS NULL AND code_expires_at > @now AND revoked_at IS NULL
            AND client_id = @client AND redirect_uri IS @redirect_uri AND code_challenge IS @code_challenge
            AND (dpop_jkt IS NULL OR dpop_jkt = @dpop_jkt) AND {ResourceFits}
            AND EXISTS (
                SELECT 1 FROM sessions s
                WHERE s.id = session_id AND s.ended_at IS NULL AND s.expires_at > @now AND s.idle_expires_at > @now)
        RETURNING {GrantColumns}
        """;

    private const string Advance = $"""
        UPDATE grants SET last_used_at = @now,
            refresh_generation = CASE WHEN @rotate THEN refresh_generation + 1 ELSE refresh_generation END,
            refresh_rotated_at = CASE WHEN @rotate THEN @now ELSE refresh_rotated_at END,
            refresh_sliding_expiry = min(@sliding, refresh_absolute_expiry)
        WHERE id = @id AND refresh_generation = @generation AND client_id = @client AND revoked_at IS NULL
            AND refresh_sender_key IS @sender_key
            AND refresh_sliding_expiry > @now AND refresh_absolute_expiry > @now
            AND NOT EXISTS (
                SELECT 1 FROM json_each(@scopes) asked WHERE asked.value NOT IN (SELECT value FROM json_each(grants.scopes)))
            AND {ResourceFits} AND {SessionLives}
        RETURNING {GrantColumns}, refresh_generation
        """;

    private const string SeeSession = """
        UPDATE sessions SET last_seen_at = @now, idle_expires_at = @now + (idle_expires_at - last_seen_at)
        WHERE id = @session AND last_seen_at < @seen_before
        """;

    private const string IsTokenLive = $"""
        SELECT NOT EXISTS (SELECT 1 FROM revoked_tokens WHERE token_id = @token)
            AND (@grant IS NULL OR EXISTS (
                SELECT 1 FROM grants WHERE id = @grant AND client_id = @client AND revoked_at IS NULL AND {SessionLives}))
        """;

    public Task<bool> InsertAsync(
        Grant grant, Guid userId, AuthorizationCode code, DateTimeOffset now, CancellationToken cancellationToken) =>
        file.WriteAsync(
            transaction =>
            {
                using var command = Command(transaction, Insert, now);
                Add(command, "session", grant.SessionId);
                Add(command, "user", userId);
                Add(command, "id", grant.Id);
                Add(command, "client", grant.ClientId);
                Add(command, "scopes", Json(grant.Scopes));
                Add(command, "resources", Json(grant.Resources));
                Add(command, "nonce", grant.Nonce);
                Add(command, "auth_time", UnixMicroseconds.Of(grant.AuthTime));
                Add(command, "acr", grant.Acr);
                Add(command, "amr", Json(grant.Amr));
                Add(command, "created_at", UnixMicroseconds.Of(grant.CreatedAt));
                Add(command, "userinfo_claims", Json(grant.Claims.UserInfo));
                Add(command, "id_token_claims", Json(grant.Claims.IdToken));
                Add(command, "offline_access", grant.OfflineAccess);
                Add(command, "code_hash", code.Hash);
                Add(command, "redirect_uri", code.RedirectUri);
                Add(command, "code_challenge", code.CodeChallenge);
                Add(command, "dpop_jkt", code.DpopJkt);
                Add(command, "code_expires_at", UnixMicroseconds.Of(code.ExpiresAt));
                return command.ExecuteNonQuery() == 1;
            },
            cancellationToken);

    public Task<Grant?> RedeemCodeAsync(byte[] codeHash, CodeProof proof, DateTimeOffset now, CancellationToken cancellationToken) =>
        file.WriteAsync(
            transaction =>
            {
                using var command = Command(transaction, RedeemCode, now);
                Add(command, "code_hash", codeHash);
                Add(command, "client", proof.ClientId);
                Add(command, "redirect_uri", proof.RedirectUri);
                Add(command, "code_challenge", proof.CodeChallenge);
                Add(command, "dpop_jkt", proof.DpopJkt);
                Add(command, "sender_key", proof.RefreshKey?.ToString());
                Add(command, "resource", proof.Resource);
                Add(command, "sliding", proof.Refresh is { } refresh ? UnixMicroseconds.Of(refresh.Sliding) : null);
                Add(command, "absolute", proof.Refresh is { } ends ? UnixMicroseconds.Of(ends.Absolute) : null);
                using var reader = command.ExecuteReader();
                return reader.Read() ? Read(reader) : null;
            },
            cancellationToken);

    public Task<AdvancedFamily?> AdvanceAsync(RefreshAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken) =>
        file.WriteAsync(
            transaction =>
            {
                var advanced = AdvanceRow(transaction, attempt, now);
                if (advanced is { Grant.OfflineAccess: false })
                    See(transaction, advanced.Grant.SessionId, now);
                return advanced;
            },
            cancellationToken);

    public Task<bool> IsTokenLiveAsync(AccessTokenReference token, DateTimeOffset now, CancellationToken cancellationToken) =>
        file.ReadAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = IsTokenLive;
                Add(command, "now", UnixMicroseconds.Of(now));
                Add(command, "token", token.TokenId);
                Add(command, "client", token.ClientId);
                Add(command, "grant", token.GrantId);
                return command.ExecuteScalar() is 1L;
            },
            cancellationToken);

    private static AdvancedFamily? AdvanceRow(SqliteTransaction transaction, RefreshAttempt attempt, DateTimeOffset now)
    {
        using var command = Command(transaction, Advance, now);
        Add(command, "id", attempt.GrantId);
        Add(command, "generation", attempt.Generation);
        Add(command, "client", attempt.ClientId);
        Add(command, "rotate", attempt.Rotate);
        Add(command, "sliding", UnixMicroseconds.Of(attempt.SlidingExpiry));
        Add(command, "scopes", Json(attempt.Scopes));
        Add(command, "resource", attempt.Resource);
        Add(command, "sender_key", attempt.SenderKey?.ToString());
        using var reader = command.ExecuteReader();
        return reader.Read() ? new(Read(reader), reader.GetInt32(13)) : null;
    }

    private void See(SqliteTransaction transaction, Guid sessionId, DateTimeOffset now)
    {
        using var command = Command(transaction, SeeSession, now);
        Add(command, "session", sessionId);
        Add(command, "seen_before", UnixMicroseconds.Of(now - sessions.UsePrecision));
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteTransaction transaction, string sql, DateTimeOffset now)
    {
        var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        Add(command, "now", UnixMicroseconds.Of(now));
        return command;
    }

    private static void Add(SqliteCommand command, string name, object? value) =>
        command.Parameters.AddWithValue("@" + name, value ?? DBNull.Value);

    private static string Json(IReadOnlyList<string> values) => JsonSerializer.Serialize(values);

    private static string[] List(SqliteDataReader reader, int ordinal) => JsonSerializer.Deserialize<string[]>(reader.GetString(ordinal))!;

    private static Grant Read(SqliteDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        ClientId = reader.GetString(1),
        Subject = reader.GetGuid(2).ToString(),
        SessionId = reader.GetGuid(3),
        Scopes = List(reader, 4),
        Resources = List(reader, 5),
        Nonce = reader.IsDBNull(6) ? null : reader.GetString(6),
        AuthTime = UnixMicroseconds.ToTime(reader.GetInt64(7)),
        Acr = reader.GetString(8),
        Amr = List(reader, 9),
        CreatedAt = UnixMicroseconds.ToTime(reader.GetInt64(10)),
        Claims = new GrantedClaims(List(reader, 11), List(reader, 12)),
    };
}
