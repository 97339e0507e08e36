namespace OidcEngine.Authorization;

/// <summary>How strongly the person is to be authenticated: <c>acr_values</c>, <c>default_acr_values</c>, or <c>acr</c> in the <c>claims</c>
/// parameter (OIDC Core §3.1.2.1, §5.5.1.1; RFC 9470 §5).</summary>
/// <param name="Values">The acceptable values of <c>acr</c>, the preferred first; empty asks for nothing.</param>
/// <param name="IsEssential">True when a weaker sign-in must not be answered with tokens.</param>
internal sealed record AcrDemand(IReadOnlyList<string> Values, bool IsEssential)
{
    public static readonly AcrDemand None = new([], false);

    /// <summary>Whether a session of this <c>acr</c> does: one of the values, or a level of ours above one of them.</summary>
    /// <param name="acr">What the session has.</param>
    /// <param name="levels">The levels of this server, the weakest first.</param>
    public bool IsMetBy(string acr, IReadOnlyList<string> levels)
    {
        if (Values.Count == 0 || Values.Contains(acr)) return true;
        var has = IndexOf(levels, acr);
        foreach (var value in Values)
            if (IndexOf(levels, value) is >= 0 and var needed && has >= needed) return true;
        return false;
    }

    /// <summary>Whether a sign-in here can ever meet it.</summary>
    public bool IsWithin(IReadOnlyList<string> levels)
    {
        foreach (var value in Values)
            if (levels.Contains(value)) return true;
        return false;
    }

    private static int IndexOf(IReadOnlyList<string> levels, string acr)
    {
        for (var i = 0; i < levels.Count; i++)
            if (levels[i] == acr) return i;
        return -1;
    }
}
