namespace UserDirectory.Housekeeping;

/// <summary>Something that one instance does from time to time, in small batches.</summary>
internal interface IHousekeepingJob
{
    /// <summary>The name of its lease, and in the report.</summary>
    string Name { get; }

    /// <summary>How often it is due.</summary>
    TimeSpan Interval { get; }

    /// <summary>Does a run; the answer says what was done, for the report.</summary>
    Task<string> RunAsync(CancellationToken cancellationToken);
}
