using System.Collections.Concurrent;

namespace UserDirectory.Passwords;

/// <summary>Makes and verifies password hashes, each in its turn.</summary>
internal sealed class PasswordHashes(PasswordFormats formats, ChosenPasswordFormat chosen, HashQueue queue)
{
    private readonly ConcurrentDictionary<PasswordAlgorithm, Lazy<string>> _nobody = new();

    public Task<HashTurn<string>> HashAsync(string password, CancellationToken cancellationToken) =>
        queue.RunAsync(() => formats[chosen.Algorithm].Hash(OpaqueString.Of(password)), cancellationToken);

    /// <summary>At start, when nobody waits: not in the queue.</summary>
    public Task<string> HashUnhurriedAsync(string password, CancellationToken cancellationToken) =>
        Task.Run(() => formats[chosen.Algorithm].Hash(OpaqueString.Of(password)), cancellationToken);

    /// <param name="stored">Null where there is no account or it has no password: the same work is done, for nothing.</param>
    public Task<HashTurn<PasswordVerdict>> VerifyAsync(string password, string? stored, CancellationToken cancellationToken) =>
        queue.RunAsync(() => Verify(password, stored), cancellationToken);

    /// <summary>True when the password is that of one of the stored hashes.</summary>
    public Task<HashTurn<bool>> IsAnyOfAsync(string password, IReadOnlyList<string> stored, CancellationToken cancellationToken) =>
        queue.RunAsync(() => stored.Any(hash => formats.Of(hash) is { } format && format.Verify(TextFor(format, password), hash)), cancellationToken);

    /// <summary>Why a hash of another system is not to be taken, as the end of a sentence; null when it is.</summary>
    public string? Problem(string stored) => formats.Problem(stored);

    /// <summary>Other systems hashed what was typed as it came.</summary>
    private static string TextFor(IStoredFormat format, string password) => format is IPasswordFormat ? OpaqueString.Of(password) : password;

    private PasswordVerdict Verify(string password, string? stored)
    {
        var tooLong = password.Length > 2 * PasswordPolicy.MaxLength; // no such password was ever taken
        if (stored is null || tooLong || formats.Of(stored) is not { } format)
        {
            var nobody = _nobody.GetOrAdd(chosen.Algorithm, algorithm => new Lazy<string>(() => formats[algorithm].Hash("nobody"))).Value;
            formats[chosen.Algorithm].Verify(tooLong ? "" : OpaqueString.Of(password), nobody);
            return PasswordVerdict.Wrong;
        }

        if (!format.Verify(TextFor(format, password), stored)) return PasswordVerdict.Wrong;
        return format is IPasswordFormat own && own.Algorithm == chosen.Algorithm && own.IsCurrent(stored)
            ? PasswordVerdict.Right
            : PasswordVerdict.RightButOutdated;
    }
}

internal enum PasswordVerdict
{
    Wrong,
    Right,

    /// <summary>Right, and kept in a format or with parameters that are no longer written.</summary>
    RightButOutdated,
}
