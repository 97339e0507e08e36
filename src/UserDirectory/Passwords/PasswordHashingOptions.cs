namespace UserDirectory.Passwords;

/// <summary>The section <c>PasswordHashing</c>. The defaults are OWASP's; weaker ones are for tests and development.</summary>
public sealed class PasswordHashingOptions
{
    public const string Section = "PasswordHashing";

    /// <summary>What new hashes are made with; null leaves the choice to the first start (Argon2id where its library is there).</summary>
    public PasswordAlgorithm? Algorithm { get; set; }

    public int Argon2MemoryKiB { get; set; } = 19 * 1024;

    public int Argon2Iterations { get; set; } = 2;

    public int BcryptWorkFactor { get; set; } = 12;

    public int Pbkdf2Iterations { get; set; } = 210_000;

    /// <summary>How many hashes run at once; null leaves one core to everything that is not a sign-in.</summary>
    public int? Concurrency { get; set; }

    /// <summary>How many may wait for their turn.</summary>
    public int QueueLength { get; set; } = 64;

    /// <summary>How long one may wait for its turn.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The sentence that stops the start, or null.</summary>
    public string? Problem(bool development)
    {
        if (Argon2MemoryKiB is < 8 or > 1_048_576) return "PasswordHashing:Argon2MemoryKiB must be between 8 and 1048576.";
        if (Argon2Iterations is < 1 or > 100) return "PasswordHashing:Argon2Iterations must be between 1 and 100.";
        if (BcryptWorkFactor is < 4 or > 16) return "PasswordHashing:BcryptWorkFactor must be between 4 and 16.";
        if (Pbkdf2Iterations is < 1 or > 10_000_000) return "PasswordHashing:Pbkdf2Iterations must be between 1 and 10000000.";
        if (Concurrency is < 1 or > 256) return "PasswordHashing:Concurrency must be between 1 and 256.";
        if (QueueLength is < 1 or > 100_000) return "PasswordHashing:QueueLength must be between 1 and 100000.";
        if (MaxWait <= TimeSpan.Zero || MaxWait > TimeSpan.FromMinutes(1))
            return "PasswordHashing:MaxWait must be more than nothing and at most one minute.";
        return development ? null : WeakSetting();
    }

    private string? WeakSetting() => this switch
    {
        { Argon2MemoryKiB: < 19 * 1024 } => "PasswordHashing:Argon2MemoryKiB must be at least 19456 outside development.",
        { Argon2Iterations: < 2 } => "PasswordHashing:Argon2Iterations must be at least 2 outside development.",
        { BcryptWorkFactor: < 12 } => "PasswordHashing:BcryptWorkFactor must be at least 12 outside development.",
        { Pbkdf2Iterations: < 210_000 } => "PasswordHashing:Pbkdf2Iterations must be at least 210000 outside development.",
        _ => null,
    };
}
