using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.PersonalData;

/// <summary>Gives a person all that is held on them, as one ZIP that is written while it is sent.</summary>
public sealed class PersonalDataExport
{
    public const string MediaType = "application/zip";

    private const string Heading = "Everything that is held on you here. Files that end in .json and .ndjson are JSON (RFC 8259), times are UTC.";

    private readonly IdentityDb _db;
    private readonly IEnumerable<IPersonalData> _held;
    private readonly TimeProvider _time;

    internal PersonalDataExport(IdentityDb db, IEnumerable<IPersonalData> held, TimeProvider time) => (_db, _held, _time) = (db, held, time);

    /// <summary>Records that the person asked. The name of the file to be sent; null when there is no such account.</summary>
    public async Task<string?> BeginAsync(Guid userId, Actor actor, CancellationToken cancellationToken)
    {
        var name = await _db.Set<User>().Where(user => user.Id == userId).Select(user => user.UserName).FirstOrDefaultAsync(cancellationToken);
        if (name is null) return null;
        _db.Audit(AuditEntry.OnUser("user.data_exported", actor, userId));
        await _db.SaveChangesAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"identity-{name}-{_time.GetUtcNow():yyyy-MM-dd}.zip");
    }

    /// <param name="output">May be one that cannot be sought in; it is left open.</param>
    public async Task WriteAsync(Guid userId, Stream output, CancellationToken cancellationToken)
    {
        await using var deferred = new DeferredWrites(output);
        await using (var zip = await ZipArchive.CreateAsync(deferred, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            var archive = new PersonalArchive(zip, _time.GetUtcNow());
            foreach (var one in _held) await one.WriteAsync(userId, archive, cancellationToken);
            await archive.WriteListAsync(Heading, cancellationToken);
        }

        await deferred.FlushAsync(cancellationToken);
    }
}
