namespace UserDirectory.Passwords;

/// <summary>One of our own ways to keep a password. All of them are verified; one of them is written.</summary>
internal interface IPasswordFormat : IStoredFormat
{
    PasswordAlgorithm Algorithm { get; }

    /// <summary>True when the stored text was made with today's parameters.</summary>
    bool IsCurrent(string stored);

    string Hash(string password);
}

/// <summary>The values of <c>PasswordHashing:Algorithm</c>.</summary>
public enum PasswordAlgorithm
{
    Argon2id,
    Bcrypt,
    Pbkdf2,
}
