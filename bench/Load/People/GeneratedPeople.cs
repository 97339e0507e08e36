using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using UserDirectory.Users;

namespace Load.People;

/// <summary>Makes accounts with the role that everybody has, by COPY. Indexes that can be made afterwards are, which is many times faster
/// for the one of trigrams.</summary>
internal sealed class GeneratedPeople(NpgsqlDataSource database)
{
    private static readonly string[] Beginnings = ["bar", "cor", "dal", "fen", "gor", "hal", "jas", "kel", "lor", "mar", "nor", "pel", "quin", "ros", "sol", "tam", "ul", "ver", "wil", "zan"];
    private static readonly string[] Middles = ["a", "be", "ci", "do", "en", "fi", "go", "ha", "ik", "lo", "mi", "nu", "ol", "pe", "ri", "su", "ta", "ul", "vi", "yo"];
    private static readonly string[] Ends = ["ck", "dner", "fels", "gard", "hart", "kamp", "land", "mann", "nor", "pf", "quist", "rod", "sen", "ton", "us", "vik", "wood", "xe", "yard", "zek"];

    // Foreign keys are checked and counts are kept when the last row has come.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>The user name of an account by its number.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Last(number)}{number}");

    /// <summary>One family name of eight thousand: a part of it finds about that share of the accounts.</summary>
    public static string Last(int number) =>
        Beginnings[number % Beginnings.Length] + Middles[number / Beginnings.Length % Middles.Length] + Ends[number / (Beginnings.Length * Middles.Length) % Ends.Length];

    /// <summary>Adds accounts until there are so many.</summary>
    /// <returns>The ids of those that were added.</returns>
    public async Task<Guid[]> GrowAsync(int from, int to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var indexes = await PutOffIndexes.OfAsync(connection, "users", cancellationToken);
        await using var roleIndexes = await PutOffIndexes.OfAsync(connection, "user_roles", cancellationToken);
        var ids = await CopyUsersAsync(connection, from, to, cancellationToken);
        await CopyRolesAsync(connection, ids, cancellationToken);
        return ids;
    }

    private static async Task<Guid[]> CopyUsersAsync(NpgsqlConnection connection, int from, int to, CancellationToken cancellationToken)
    {
        const string Columns = "id, user_name, normalized_user_name, email, normalized_email, email_confirmed, given_name, family_name, status, created_at, " +
            "updated_at, version, search_terms, security_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, deleted_by_owner";
        var (ids, now) = (new Guid[to - from], TimeProvider.System.GetUtcNow());
        var age = TimeSpan.FromDays(700);
        await using var copy = await connection.BeginBinaryImportAsync($"COPY users ({Columns}) FROM STDIN (FORMAT binary)", cancellationToken);
        copy.Timeout = Longest;
        for (var number = from; number < to; number++)
        {
            var created = now - age + (age * ((double)(number - from) / (to - from)));
            var id = ids[number - from] = Guid.CreateVersion7(created);
            var name = NameOf(number);
            var user = new User { UserName = name, Email = $"{name}@mail.example", GivenName = Last(number * 7), FamilyName = Last(number) };
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(id, cancellationToken);
            await copy.WriteAsync(name, cancellationToken);
            await copy.WriteAsync(UserNames.Key(name), cancellationToken);
            await copy.WriteAsync(user.Email, cancellationToken);
            await copy.WriteAsync(EmailAddresses.Key(user.Email), cancellationToken);
            await copy.WriteAsync(true, cancellationToken);
            await copy.WriteAsync(user.GivenName, cancellationToken);
            await copy.WriteAsync(user.FamilyName, cancellationToken);
            await copy.WriteAsync(number % 50 == 0 ? UserStatus.Suspended : UserStatus.Active, cancellationToken);
            await copy.WriteAsync(created, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(created, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(1L, cancellationToken);
            await copy.WriteAsync(SearchText.Of(user), cancellationToken);
            await copy.WriteAsync("stamp", cancellationToken);
            for (var flag = 0; flag < 3; flag++) await copy.WriteAsync(false, cancellationToken);
            await copy.WriteAsync(0, cancellationToken);
            await copy.WriteAsync(false, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
        return ids;
    }

    private static async Task CopyRolesAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand("SELECT id FROM roles WHERE normalized_name = 'USER'", connection);
        var role = (Guid)(await find.ExecuteScalarAsync(cancellationToken))!;
        await using var copy = await connection.BeginBinaryImportAsync("COPY user_roles (user_id, role_id) FROM STDIN (FORMAT binary)", cancellationToken);
        copy.Timeout = Longest;
        foreach (var id in ids)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(id, cancellationToken);
            await copy.WriteAsync(role, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
