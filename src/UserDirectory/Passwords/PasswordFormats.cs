using UserDirectory.Passwords.Imported;

namespace UserDirectory.Passwords;

/// <summary>The table of formats: our own, best first, and those of other systems, which are verified and never written.</summary>
internal sealed class PasswordFormats
{
    private readonly IPasswordFormat[] _own;
    private readonly IStoredFormat[] _all;

    public PasswordFormats(PasswordHashingOptions options)
        : this([new Argon2idFormat(options), new BcryptFormat(options), new Pbkdf2Format(options)])
    {
    }

    internal PasswordFormats(IPasswordFormat[] own)
    {
        _own = own;
        var argon2 = new Argon2OtherFormat();
        _all =
        [
            .. own, argon2, new AspNetIdentityFormat(), new DjangoFormat(), new UnixCryptFormat(),
            new KeycloakFormat([.. own.Where(format => format.Algorithm == PasswordAlgorithm.Argon2id), argon2]),
        ];
    }

    public IPasswordFormat this[PasswordAlgorithm algorithm] => _own.First(format => format.Algorithm == algorithm);

    /// <summary>What an installation without a setting takes: Argon2id where its library is, else PBKDF2, which is everywhere.</summary>
    public PasswordAlgorithm Preferred =>
        this[PasswordAlgorithm.Argon2id].UnavailableBecause is null ? PasswordAlgorithm.Argon2id : PasswordAlgorithm.Pbkdf2;

    /// <summary>The format of a stored hash, when this installation can verify it.</summary>
    public IStoredFormat? Of(string stored) =>
        _all.FirstOrDefault(format => format.UnavailableBecause is null && format.Owns(stored));

    /// <summary>Why a hash of another system is not to be taken, as the end of a sentence; null when it is.</summary>
    public string? Problem(string stored) => _all.FirstOrDefault(format => format.Owns(stored)) switch
    {
        null => "is of a format that cannot be verified here.",
        { UnavailableBecause: { } missing } => $"cannot be verified here: {missing}.",
        var format => format.Problem(stored) is { } problem ? $"is not taken: {problem}." : null,
    };
}
