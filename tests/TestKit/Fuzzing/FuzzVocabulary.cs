namespace TestKit.Fuzzing;

/// <summary>What an app is asked with: right values, so that requests get behind the first checks.</summary>
public sealed record FuzzVocabulary
{
    /// <summary>A value that each parameter may well have.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The parameters of a whole request, by the path.</summary>
    public IReadOnlyDictionary<string, string[]> Requests { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The parameters of a request to any other path; null for some of all.</summary>
    public string[]? OtherRequests { get; init; }

    /// <summary>Bodies that are right somewhere.</summary>
    public IReadOnlyList<string> JsonBodies { get; init; } = ["{}"];

    /// <summary>Values of route parameters that name something.</summary>
    public IReadOnlyList<string> Segments { get; init; } = ["1"];

    /// <summary>Values of the Authorization header that are right somewhere.</summary>
    public IReadOnlyList<string> Credentials { get; init; } = [];
}
