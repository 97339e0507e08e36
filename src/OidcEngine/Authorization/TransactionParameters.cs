using OidcEngine.Http;

namespace OidcEngine.Authorization;

/// <summary>The parameters of a checked request as a transaction keeps them: each once, and those of <c>resource</c> (RFC 8707 §2)
/// with a space between them, which no URI has.</summary>
internal static class TransactionParameters
{
    private const string Resource = "resource";

    public static Dictionary<string, string> Keep(RequestParameters parameters)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
            kept[name] = name == Resource && kept.TryGetValue(name, out var before) ? $"{before} {value}" : value;
        return kept;
    }

    public static RequestParameters Restore(IReadOnlyDictionary<string, string> kept)
    {
        var parameters = new RequestParameters();
        foreach (var (name, value) in kept)
        {
            if (name != Resource)
            {
                parameters.Add(name, value);
                continue;
            }
            foreach (var resource in value.Split(' ')) parameters.Add(name, resource);
        }
        return parameters;
    }
}
