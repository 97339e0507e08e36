using System.Security.Cryptography;
using OidcEngine.Keys;

namespace OidcEngine.Tests.Keys;

/// <summary>A key store that another instance shares, and that can fail.</summary>
internal sealed class FaultyKeys(IKeyStore inner) : IKeyStore
{
    public bool IsUnreadable { get; set; }

    public int Loads { get; private set; }

    public int Added { get; private set; }

    public Task<IReadOnlyList<StoredKey>> LoadAsync(CancellationToken cancellationToken)
    {
        Loads++;
        return IsUnreadable ? throw new CryptographicException("wrong master key") : inner.LoadAsync(cancellationToken);
    }

    public async Task<bool> AddAsync(StoredKey key, CancellationToken cancellationToken)
    {
        var added = await inner.AddAsync(key, cancellationToken);
        if (added) Added++;
        return added;
    }

    public Task RemoveExpiredAsync(CancellationToken cancellationToken) => inner.RemoveExpiredAsync(cancellationToken);
}
