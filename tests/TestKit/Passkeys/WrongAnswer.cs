namespace TestKit.Passkeys;

/// <summary>What an authenticator, or the browser before it, does otherwise than it should. It is signed like the rest, where it is not said.</summary>
public sealed record WrongAnswer
{
    public string? Type { get; init; }

    public string? Challenge { get; init; }

    public string? Origin { get; init; }

    /// <summary>The page is a frame within this one.</summary>
    public string? TopOrigin { get; init; }

    /// <summary>The domain whose hash is in the authenticator's data.</summary>
    public string? Domain { get; init; }

    public bool IsUserVerified { get; init; } = true;

    public bool IsUserPresent { get; init; } = true;

    public bool FlipsBackupEligibility { get; init; }

    public uint? Counter { get; init; }

    public byte[]? CredentialId { get; init; }

    public string? UserHandle { get; init; }

    public bool LeavesOutUserHandle { get; init; }

    public byte[]? Signature { get; init; }

    /// <summary>Changes the browser's data once they are signed.</summary>
    public Func<byte[], byte[]>? AfterSigning { get; init; }
}
