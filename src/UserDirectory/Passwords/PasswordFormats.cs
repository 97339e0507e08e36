namespace UserDirectory.Passwords;

/// <summary>The table of formats, best first.</summary>
internal sealed class PasswordFormats
{
    private readonly IPasswordFormat[] _formats;

    public PasswordFormats(PasswordHashingOptions options)
        : this([new Argon2idFormat(options), new BcryptFormat(options), new Pbkdf2Format(options)])
    {
    }

    internal PasswordFormats(IPasswordFormat[] formats) => _formats = formats;

    public IPasswordFormat this[PasswordAlgorithm algorithm] => _formats.First(format => format.Algorithm == algorithm);

    /// <summary>What an installation without a setting takes: Argon2id where its library is, else PBKDF2, which is everywhere.</summary>
    public PasswordAlgorithm Preferred =>
        this[PasswordAlgorithm.Argon2id].UnavailableBecause is null ? PasswordAlgorithm.Argon2id : PasswordAlgorithm.Pbkdf2;

    /// <summary>The format of a stored hash, when this installation can verify it.</summary>
    public IPasswordFormat? Of(string stored) =>
        _formats.FirstOrDefault(format => format.UnavailableBecause is null && format.Owns(stored));
}
