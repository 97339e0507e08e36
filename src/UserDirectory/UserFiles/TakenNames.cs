using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.UserFiles;

/// <summary>Which user names and addresses are taken: by accounts, and by earlier lines of the file. Of a line it keeps two short hashes.</summary>
internal sealed class TakenNames
{
    private const int HashLength = 16;

    private readonly Dictionary<Guid, int> _lines = [];
    private readonly HashSet<Guid> _accounts = [];

    /// <summary>Looks up which of these have an account already. All spellings of one name have one key.</summary>
    public async Task LookUpAsync(IdentityDb db, IReadOnlyCollection<User> wanted, CancellationToken cancellationToken)
    {
        var names = wanted.Select(user => user.NormalizedUserName).ToList();
        var addresses = wanted.Select(user => user.NormalizedEmail).ToList();
        var takenNames = db.Set<User>().Where(user => names.Contains(user.NormalizedUserName)).Select(user => user.NormalizedUserName!);
        var takenAddresses = db.Set<User>().Where(user => addresses.Contains(user.NormalizedEmail)).Select(user => user.NormalizedEmail!);
        _accounts.Clear();
        foreach (var name in await takenNames.ToListAsync(cancellationToken)) _accounts.Add(Hash(name));
        foreach (var address in await takenAddresses.ToListAsync(cancellationToken)) _accounts.Add(Hash(address));
    }

    /// <summary>The members whose value is taken, and by what; empty when both are free.</summary>
    public Dictionary<string, string[]> Of(User user)
    {
        var problems = new Dictionary<string, string[]>();
        if (TakenBy(user.NormalizedUserName!) is { } byName) problems["username"] = [byName];
        if (TakenBy(user.NormalizedEmail!) is { } byAddress) problems["email"] = [byAddress];
        return problems;
    }

    public void Take(User user, int line)
    {
        _lines[Hash(user.NormalizedUserName!)] = line;
        _lines[Hash(user.NormalizedEmail!)] = line;
    }

    public void Release(User user)
    {
        _lines.Remove(Hash(user.NormalizedUserName!));
        _lines.Remove(Hash(user.NormalizedEmail!));
    }

    private string? TakenBy(string key)
    {
        var hash = Hash(key);
        if (_lines.TryGetValue(hash, out var line)) return $"Line {line} has it already.";
        return _accounts.Contains(hash) ? "It has an account already." : null;
    }

    // A user name holds no @, and an address always does.
    private static Guid Hash(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, HashLength));
}
