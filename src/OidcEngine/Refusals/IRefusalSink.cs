namespace OidcEngine.Refusals;

/// <summary>Where a host keeps what refused protocol requests broke on, for those who run it: a port that a host may leave out.</summary>
public interface IRefusalSink
{
    /// <summary>Takes note of a refused request. It returns at once and throws nothing, whatever becomes of the note.</summary>
    void Take(RefusedRequest request);
}
