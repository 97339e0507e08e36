namespace UserApi.Requests;

/// <summary>Times in answers.</summary>
internal static class Moments
{
    /// <summary>The databases keep microseconds: an answer to a write must show what the next read will.</summary>
    public static DateTimeOffset AsKept(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
