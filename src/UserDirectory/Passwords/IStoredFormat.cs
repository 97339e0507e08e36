namespace UserDirectory.Passwords;

/// <summary>A way in which a password may be kept in this database, ours or another system's. All of them are verified.</summary>
internal interface IStoredFormat
{
    /// <summary>Null when this installation can work with the format; otherwise why it cannot.</summary>
    string? UnavailableBecause { get; }

    /// <summary>True when the stored text is of this format, whatever its parameters.</summary>
    bool Owns(string stored);

    /// <summary>Why such a hash is not to be taken from another system: it is damaged, or so expensive that a few guesses at it would
    /// keep everybody else from signing in. Null when it is to be taken.</summary>
    string? Problem(string stored);

    /// <summary>False also for a stored text that is damaged.</summary>
    bool Verify(string password, string stored);
}
