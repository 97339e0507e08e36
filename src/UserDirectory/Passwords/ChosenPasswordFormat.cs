namespace UserDirectory.Passwords;

/// <summary>Which algorithm this installation writes, as the database has it since its first start.</summary>
internal sealed class ChosenPasswordFormat(PasswordHashingOptions options, PasswordFormats formats)
{
    private volatile State _state = new(options.Algorithm ?? formats.Preferred, null);

    public PasswordAlgorithm Algorithm => _state.Algorithm;

    /// <summary>Why this instance cannot verify what the database may hold, or null.</summary>
    public string? NotReadyBecause => _state.NotReadyBecause;

    /// <param name="recorded">Every algorithm that hashes in the database may use, the one to write first.</param>
    public void Take(IReadOnlyList<PasswordAlgorithm> recorded)
    {
        var missing = recorded
            .Where(algorithm => formats[algorithm].UnavailableBecause is not null)
            .Select(algorithm => $"passwords are kept in {algorithm}, but {formats[algorithm].UnavailableBecause}");
        _state = new State(recorded[0], missing.FirstOrDefault());
    }

    private sealed record State(PasswordAlgorithm Algorithm, string? NotReadyBecause);
}
