namespace UserDirectory.Deletion;

/// <summary>What became of a request to delete an account.</summary>
public abstract record DeletionOutcome
{
    private DeletionOutcome() { }

    /// <param name="PurgeAfter">Until then it can be kept.</param>
    public sealed record Requested(DateTimeOffset PurgeAfter) : DeletionOutcome;

    /// <summary>Somebody had asked before; that request stays.</summary>
    public sealed record AlreadyRequested : DeletionOutcome;

    /// <summary>Nobody else could administer the installation.</summary>
    public sealed record LastAdmin : DeletionOutcome;

    public sealed record NotFound : DeletionOutcome;
}

/// <summary>What became of a request to keep an account.</summary>
public abstract record KeepOutcome
{
    private KeepOutcome() { }

    public sealed record Kept : KeepOutcome;

    /// <summary>Its deletion is not pending, or its time has run out.</summary>
    public sealed record NotPending : KeepOutcome;

    public sealed record NotFound : KeepOutcome;
}
