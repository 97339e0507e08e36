namespace OidcClient.Tests.Fakes;

/// <summary>The system's clock, moved by a test.</summary>
internal sealed class MovableTime : TimeProvider
{
    private TimeSpan _ahead;

    public void Advance(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
