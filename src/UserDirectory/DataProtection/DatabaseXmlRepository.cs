using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.DataProtection;

/// <summary>The Data Protection ring of all instances. Its interface knows no tasks; the ring is read at start and once a day.</summary>
internal sealed class DatabaseXmlRepository(IDbContextFactory<IdentityDb> databases, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        var elements = db.Set<DataProtectionKey>().OrderBy(key => key.Id).Select(key => key.Xml).ToList();
        return [.. elements.Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var now = time.GetUtcNow();
        using var db = databases.CreateDbContext();
        db.Add(new DataProtectionKey
        {
            Id = Guid.CreateVersion7(now),
            FriendlyName = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            CreatedAt = now,
        });
        db.SaveChanges();
    }
}
