using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Load.Families;

/// <summary>Makes refresh families: some by the product itself, whose tokens are used, and among them many that are copies of those in the
/// database alone.</summary>
internal sealed class GeneratedFamilies(ProviderUnderLoad provider)
{
    /// <summary>So many are made by the product at each size.</summary>
    private const int Real = 400;

    // Whatever columns a grant has, the copy has them too. Its code was redeemed, as that of the model. The number stands in what is hashed so
    // that the copy is made anew for each.
    private const string Copy = """
        INSERT INTO grants
        SELECT copy.*
        FROM (SELECT grants AS family FROM grants WHERE refresh_generation IS NOT NULL ORDER BY created_at DESC LIMIT 1) model,
            generate_series(1, $1) number,
            LATERAL jsonb_populate_record(
                model.family,
                jsonb_build_object('id', gen_random_uuid(), 'code_hash', sha256((gen_random_uuid()::text || number)::bytea))) copy
        """;

    private readonly List<string> _tokens = [];
    private int _count;

    /// <summary>Adds families until there are so many.</summary>
    /// <returns>A sentence on what was made.</returns>
    public async Task<string> GrowAsync(int size, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var missing = size - _count;
        var real = Math.Min(Real, missing);
        _tokens.Clear(); // those of the size before were rotated
        _tokens.AddRange(await provider.NewRefreshTokensAsync(real, "profile.api offline_access", cancellationToken));
        await using var database = NpgsqlDataSource.Create(provider.ConnectionString);
        await ExecuteAsync(database, Copy, missing - real, cancellationToken);
        await ExecuteAsync(database, "VACUUM (ANALYZE) grants", null, cancellationToken);
        _count = size;
        return string.Create(CultureInfo.InvariantCulture, $"{missing} families were made in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s.");
    }

    /// <summary>The tokens of one worker of several: no two have the same family.</summary>
    public IReadOnlyList<string> TokensOf(int worker, int workers) => [.. _tokens.Where((_, index) => index % workers == worker)];

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, int? count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        if (count is { } value) command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
