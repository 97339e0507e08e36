using System.Collections;

namespace OidcEngine.Http;

/// <summary>The parameters of one request by the rules of RFC 6749 §3.1 and §3.2: one without a value counts as omitted, an unknown
/// one is there but nobody asks for it, and one that comes twice is remembered as such. Only <c>resource</c> may repeat (RFC 8707
/// §2).</summary>
internal sealed class RequestParameters : IEnumerable<KeyValuePair<string, string>>
{
    /// <summary>More parameters than any request has; a limit, so that the search for doubled ones stays cheap.</summary>
    public const int MaxCount = 100;

    private readonly List<KeyValuePair<string, string>> _values = new(8);
    private List<string>? _doubled;

    /// <summary>Takes parameters that were read before, such as those of a stored request.</summary>
    public static RequestParameters From(IEnumerable<KeyValuePair<string, string>> values)
    {
        var parameters = new RequestParameters();
        foreach (var (name, value) in values) parameters.Add(name, value);
        return parameters;
    }

    /// <summary>The value of the parameter, or null when it is absent or empty. Of a doubled one, the first.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var value in _values)
                if (value.Key == name)
                    return value.Value;
            return null;
        }
    }

    public int Count => _values.Count;

    /// <summary>All values of <c>resource</c>, in order.</summary>
    public IReadOnlyList<string> Resources
    {
        get
        {
            List<string>? resources = null;
            foreach (var value in _values)
                if (value.Key == "resource")
                    (resources ??= []).Add(value.Value);
            return resources ?? (IReadOnlyList<string>)[];
        }
    }

    /// <summary>True when some parameter that may come once came twice.</summary>
    public bool HasDoubled => _doubled is not null;

    /// <summary>The name of the parameter that came twice first.</summary>
    public string? FirstDoubled => _doubled?[0];

    public bool IsDoubled(string name) => _doubled is not null && _doubled.Contains(name);

    public void Add(string name, string value)
    {
        if (value.Length == 0) return;
        if (name != "resource" && this[name] is not null)
            (_doubled ??= []).Add(name);
        else
            _values.Add(new(name, value));
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
