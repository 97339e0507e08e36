namespace UserDirectory.Passwords;

/// <summary>One way to keep a password. All of them are verified; one of them is written.</summary>
internal interface IPasswordFormat
{
    PasswordAlgorithm Algorithm { get; }

    /// <summary>Null when this installation can work with the format; otherwise why it cannot.</summary>
    string? UnavailableBecause { get; }

    /// <summary>True when the stored text is of this format, whatever its parameters.</summary>
    bool Owns(string stored);

    /// <summary>True when the stored text was made with today's parameters.</summary>
    bool IsCurrent(string stored);

    string Hash(string password);

    /// <summary>False also for a stored text that is damaged.</summary>
    bool Verify(string password, string stored);
}

/// <summary>The values of <c>PasswordHashing:Algorithm</c>.</summary>
public enum PasswordAlgorithm
{
    Argon2id,
    Bcrypt,
    Pbkdf2,
}
