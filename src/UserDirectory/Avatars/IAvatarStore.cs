namespace UserDirectory.Avatars;

/// <summary>Keeps the files of pictures. Which of them count is said by the account's row alone: files are written before it changes, and
/// deleted after. A name is used once, so nothing is ever overwritten. An outage is an <see cref="IOException"/>.</summary>
internal interface IAvatarStore
{
    /// <summary>Returns when the file is there whole, and stays.</summary>
    Task WriteAsync(AvatarFile file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Null when there is no such file.</summary>
    Task<byte[]?> ReadAsync(AvatarFile file, CancellationToken cancellationToken);

    /// <summary>Deletes all files of an upload, or all of a person when <paramref name="version"/> is null. What is not there is no fault.</summary>
    Task DeleteAsync(Guid userId, Guid? version, CancellationToken cancellationToken);

    /// <summary>The uploads that files are there of, each once or more often.</summary>
    IAsyncEnumerable<StoredAvatar> ListAsync(CancellationToken cancellationToken);
}

/// <summary>An upload of which there are files.</summary>
/// <param name="WrittenAt">When one of them was written.</param>
internal sealed record StoredAvatar(Guid UserId, Guid Version, DateTimeOffset WrittenAt);
