using System.Globalization;
using Jose;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Load.Floors;

/// <summary>What the machine gives at best: a bare Kestrel endpoint that signs one ES256 token, one that signs RS256, one that also runs
/// one UPDATE … RETURNING, and one that verifies a DPoP proof and takes its jti. Runs as a process of its own, as the provider does.</summary>
internal static class FloorServer
{
    public static async Task RunAsync(int port, string connectionString, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using (var setup = database.CreateCommand(
            "CREATE TABLE IF NOT EXISTS floor (id int PRIMARY KEY, generation int NOT NULL) WITH (fillfactor = 70); " +
            "INSERT INTO floor SELECT n, 1 FROM generate_series(0, 255) n ON CONFLICT DO NOTHING; " +
            "CREATE TABLE IF NOT EXISTS floor_ids (hash bytea PRIMARY KEY)"))
            await setup.ExecuteNonQueryAsync(cancellationToken);

        using var es256 = SigningKey.Generate(JwsAlgorithms.ES256, "floor-es256");
        using var rs256 = SigningKey.Generate(JwsAlgorithms.RS256, "floor-rs256");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        app.MapGet("/ready", () => "ready");
        app.MapPost("/sign/es256", () => Token(es256));
        app.MapPost("/sign/rs256", () => Token(rs256));
        app.MapPost("/update/{id:int}", async (int id, CancellationToken aborted) =>
        {
            await using var command = database.CreateCommand("UPDATE floor SET generation = generation + 1 WHERE id = $1 RETURNING generation");
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
            await command.ExecuteScalarAsync(aborted);
            return Token(es256);
        });
        app.MapPost("/proved", async (HttpRequest request, CancellationToken aborted) =>
        {
            var jti = BareProof.Verify(request.Headers["DPoP"].ToString());
            await using var command = database.CreateCommand("INSERT INTO floor_ids VALUES ($1) ON CONFLICT DO NOTHING");
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = jti });
            return await command.ExecuteNonQueryAsync(aborted) == 1 ? Token(es256) : Results.BadRequest();
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static IResult Token(SigningKey key)
    {
        var now = TimeProvider.System.GetUtcNow();
        var token = JwtWriter.Sign(key, JwtTypes.AccessToken, now, static (json, time) =>
        {
            json.WriteString("iss", "https://localhost:3001");
            json.WriteString("sub", "machine");
            json.WriteString("client_id", "machine");
            json.WriteString("aud", "https://localhost:3002");
            json.WriteNumber("exp", time.ToUnixTimeSeconds() + 900);
            json.WriteNumber("iat", time.ToUnixTimeSeconds());
            json.WriteString("jti", Guid.CreateVersion7(time));
            json.WriteString("scope", "admin.api");
        });
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 900, scope = "admin.api" });
    }
}
