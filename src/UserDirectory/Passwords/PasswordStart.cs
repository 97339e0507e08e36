using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;
using UserDirectory.Database;

namespace UserDirectory.Passwords;

/// <summary>Records the algorithm at the first start, and finds out at each start whether this instance can verify all that are recorded.</summary>
internal sealed class PasswordStart(
    PasswordHashingOptions options, PasswordFormats formats, ChosenPasswordFormat chosen, IHostEnvironment environment, TimeProvider time) : ISeed
{
    public async Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        if (options.Problem(environment.IsDevelopment()) is { } problem) throw new StartupFailure(problem);

        var records = await db.Set<PasswordFormatRecord>().OrderByDescending(record => record.ChosenAt).ToListAsync(cancellationToken);
        var wanted = options.Algorithm?.ToString() ?? records.FirstOrDefault()?.Algorithm ?? formats.Preferred.ToString();
        if (records.FirstOrDefault()?.Algorithm != wanted)
        {
            if (formats[Enum.Parse<PasswordAlgorithm>(wanted)].UnavailableBecause is { } reason)
                throw new StartupFailure($"The setting PasswordHashing:Algorithm is \"{wanted}\", but {reason}: install it or choose another.");
            await ChooseAsync(db, records, wanted, cancellationToken);
        }

        chosen.Take([.. records.OrderByDescending(record => record.ChosenAt).Select(record => Enum.Parse<PasswordAlgorithm>(record.Algorithm))]);
    }

    private async Task ChooseAsync(IdentityDb db, List<PasswordFormatRecord> records, string wanted, CancellationToken cancellationToken)
    {
        var record = records.Find(known => known.Algorithm == wanted);
        if (record is null)
        {
            record = new PasswordFormatRecord { Algorithm = wanted };
            records.Add(record);
            db.Add(record);
        }

        record.ChosenAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
    }
}
