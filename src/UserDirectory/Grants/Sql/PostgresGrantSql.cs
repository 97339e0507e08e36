using Npgsql;
using NpgsqlTypes;
using OidcEngine.Grants;
using UserDirectory.Sessions;

namespace UserDirectory.Grants.Sql;

/// <summary>The hot statements in PostgreSQL's dialect. Each is prepared by the connection once it was used twice.</summary>
internal sealed class PostgresGrantSql(NpgsqlDataSource dataSource, SessionOptions sessions) : IGrantSql
{
    private const string GrantColumns =
        "id, client_id, user_id, session_id, scopes, resources, nonce, auth_time, acr, amr, created_at, "
        + "userinfo_claims, id_token_claims";

    private const string SessionLives = """
        (g.offline_access OR EXISTS (
            SELECT FROM sessions s
            WHERE s.id = g.session_id AND s.ended_at IS NULL AND s.expires_at > @now AND s.idle_expires_at > @now))
        """;

    private const string Insert = $"""
        WITH session AS (
            SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id
            WHERE s.id = @session AND s.user_id = @user AND s.ended_at IS NULL AND s.expires_at > @now AND s.idle_expires_at > @now
                AND u.status = 'active'
            FOR SHARE OF s)
        INSERT INTO grants ({GrantColumns}, offline_access, code_hash, redirect_uri, code_challenge, dpop_jkt, code_expires_at)
        SELECT @id, @client, @user, session.id, @scopes, @resources, @nonce, @auth_time, @acr, @amr, @created_at, @userinfo_claims,
            @id_token_claims, @offline_access, @code_hash, @redirect_uri, @code_challenge, @dpop_jkt, @code_expires_at
        FROM session
        """;

    private const string RedeemCode = $"""
        UPDATE grants SET code_redeemed_at = @now, last_used_at = @now,
            refresh_generation = CASE WHEN @sliding IS NULL THEN NULL ELSE 1 END, refresh_sender_key = @sender_key,
            refresh_sliding_expiry = LEAST(@sliding, @absolute), refresh_absolute_expiry = @absolute
        WHERE code_hash = @code_hash AND code_redeemed_at IS NULL AND code_expires_at > @now AND revoked_at IS NULL
            AND client_id = @client
            AND redirect_uri IS NOT DISTINCT FROM @redirect_uri
            AND code_challenge IS NOT DISTINCT FROM @code_challenge
            AND (dpop_jkt IS NULL OR dpop_jkt = @dpop_jkt)
            AND (@resource IS NULL OR @resource = ANY (resources))
            AND EXISTS (
                SELECT FROM sessions s
                WHERE s.id = session_id AND s.ended_at IS NULL AND s.expires_at > @now AND s.idle_expires_at > @now)
        RETURNING {GrantColumns}
        """;

    // Whoever ends a session locks its row first and its grants then: here, where it is the other way round, nobody may wait.
    private const string Advance = $"""
        WITH advanced AS (
            UPDATE grants g SET last_used_at = @now,
                refresh_generation = CASE WHEN @rotate THEN g.refresh_generation + 1 ELSE g.refresh_generation END,
                refresh_rotated_at = CASE WHEN @rotate THEN @now ELSE g.refresh_rotated_at END,
                refresh_sliding_expiry = LEAST(@sliding, g.refresh_absolute_expiry)
            WHERE g.id = @id AND g.refresh_generation = @generation AND g.client_id = @client AND g.revoked_at IS NULL
                AND g.refresh_sender_key IS NOT DISTINCT FROM @sender_key
                AND g.refresh_sliding_expiry > @now AND g.refresh_absolute_expiry > @now
                AND g.scopes @> @scopes AND (@resource IS NULL OR @resource = ANY (g.resources))
                AND {SessionLives}
            RETURNING {GrantColumns}, refresh_generation, offline_access),
        seen AS (
            UPDATE sessions SET last_seen_at = @now, idle_expires_at = @now + (idle_expires_at - last_seen_at)
            WHERE id = (
                SELECT s.id FROM sessions s JOIN advanced ON s.id = advanced.session_id
                WHERE NOT advanced.offline_access AND s.last_seen_at < @seen_before
                FOR NO KEY UPDATE OF s SKIP LOCKED))
        SELECT {GrantColumns}, refresh_generation FROM advanced
        """;

    private const string IsTokenLive = $"""
        SELECT NOT EXISTS (SELECT FROM revoked_tokens WHERE token_id = @token)
            AND (@grant IS NULL OR EXISTS (
                SELECT FROM grants g WHERE g.id = @grant AND g.client_id = @client AND g.revoked_at IS NULL AND {SessionLives}))
        """;

    public async Task<bool> InsertAsync(
        Grant grant, Guid userId, AuthorizationCode code, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Insert);
        Add(command, "session", grant.SessionId);
        Add(command, "user", userId);
        Add(command, "now", now);
        Add(command, "id", grant.Id);
        Add(command, "client", grant.ClientId);
        Add(command, "scopes", grant.Scopes.ToArray());
        Add(command, "resources", grant.Resources.ToArray());
        AddNullable(command, "nonce", NpgsqlDbType.Text, grant.Nonce);
        Add(command, "auth_time", grant.AuthTime);
        Add(command, "acr", grant.Acr);
        Add(command, "amr", grant.Amr.ToArray());
        Add(command, "created_at", grant.CreatedAt);
        Add(command, "userinfo_claims", grant.Claims.UserInfo.ToArray());
        Add(command, "id_token_claims", grant.Claims.IdToken.ToArray());
        Add(command, "offline_access", grant.OfflineAccess);
        Add(command, "code_hash", code.Hash);
        AddNullable(command, "redirect_uri", NpgsqlDbType.Text, code.RedirectUri);
        AddNullable(command, "code_challenge", NpgsqlDbType.Text, code.CodeChallenge);
        AddNullable(command, "dpop_jkt", NpgsqlDbType.Text, code.DpopJkt);
        Add(command, "code_expires_at", code.ExpiresAt);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<Grant?> RedeemCodeAsync(byte[] codeHash, CodeProof proof, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(RedeemCode);
        Add(command, "now", now);
        Add(command, "code_hash", codeHash);
        Add(command, "client", proof.ClientId);
        AddNullable(command, "redirect_uri", NpgsqlDbType.Text, proof.RedirectUri);
        AddNullable(command, "code_challenge", NpgsqlDbType.Text, proof.CodeChallenge);
        AddNullable(command, "dpop_jkt", NpgsqlDbType.Text, proof.DpopJkt);
        AddNullable(command, "sender_key", NpgsqlDbType.Text, proof.RefreshKey?.ToString());
        AddNullable(command, "resource", NpgsqlDbType.Text, proof.Resource);
        AddNullable(command, "sliding", NpgsqlDbType.TimestampTz, proof.Refresh?.Sliding);
        AddNullable(command, "absolute", NpgsqlDbType.TimestampTz, proof.Refresh?.Absolute);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    public async Task<AdvancedFamily?> AdvanceAsync(RefreshAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Advance);
        Add(command, "now", now);
        Add(command, "id", attempt.GrantId);
        Add(command, "generation", attempt.Generation);
        Add(command, "client", attempt.ClientId);
        Add(command, "rotate", attempt.Rotate);
        Add(command, "sliding", attempt.SlidingExpiry);
        Add(command, "scopes", attempt.Scopes.ToArray());
        AddNullable(command, "resource", NpgsqlDbType.Text, attempt.Resource);
        AddNullable(command, "sender_key", NpgsqlDbType.Text, attempt.SenderKey?.ToString());
        Add(command, "seen_before", now - sessions.UsePrecision);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new(Read(reader), reader.GetInt32(13)) : null;
    }

    public async Task<bool> IsTokenLiveAsync(AccessTokenReference token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(IsTokenLive);
        Add(command, "now", now);
        Add(command, "token", token.TokenId);
        Add(command, "client", token.ClientId);
        AddNullable(command, "grant", NpgsqlDbType.Uuid, token.GrantId);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static void Add<T>(NpgsqlCommand command, string name, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T>(name, value));

    private static void AddNullable(NpgsqlCommand command, string name, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });

    private static Grant Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        ClientId = reader.GetString(1),
        Subject = reader.GetGuid(2).ToString(),
        SessionId = reader.GetGuid(3),
        Scopes = reader.GetFieldValue<string[]>(4),
        Resources = reader.GetFieldValue<string[]>(5),
        Nonce = reader.IsDBNull(6) ? null : reader.GetString(6),
        AuthTime = reader.GetFieldValue<DateTimeOffset>(7),
        Acr = reader.GetString(8),
        Amr = reader.GetFieldValue<string[]>(9),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(10),
        Claims = new GrantedClaims(reader.GetFieldValue<string[]>(11), reader.GetFieldValue<string[]>(12)),
    };
}
