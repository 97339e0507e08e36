using UserDirectory.Database;

namespace UserDirectory.PersonalData;

/// <summary>A feature that holds something on people: it says what that is, and takes it away.</summary>
internal interface IPersonalData
{
    /// <summary>Puts all that the feature holds on the person into the archive, without secrets and without anything of other people.</summary>
    Task WriteAsync(Guid userId, PersonalArchive archive, CancellationToken cancellationToken);

    /// <summary>Deletes it, in the caller's transaction. Rows that refer to the account's row with a cascade fall with it, after this. What lies
    /// outside of the database is deleted by a message of the outbox that is put in here: it is delivered after the commit, and again after a
    /// crash.</summary>
    Task EraseAsync(IdentityDb db, Guid userId, CancellationToken cancellationToken);
}
