using UserDirectory.SecondFactors;

namespace IdentityProvider.SecondFactors;

/// <summary>The second step as its page shows it: a code is asked for. Passkeys have a page of their own.</summary>
/// <param name="Method">Whose code is asked for now.</param>
/// <param name="Others">What else would do.</param>
internal sealed record StepMethods(string Method, IReadOnlyList<string> Others)
{
    /// <summary>Null when no code would do.</summary>
    /// <param name="all">What does, the best first.</param>
    /// <param name="wanted">What the person chose; anything else is the best.</param>
    public static StepMethods? Of(IReadOnlyList<string> all, string? wanted)
    {
        var codes = all.Where(method => method != SecondFactorMethods.Passkey).ToList();
        if (codes.Count == 0) return null;
        var method = wanted is not null && codes.Contains(wanted) ? wanted : codes[0];
        return new StepMethods(method, [.. all.Where(other => other != method)]);
    }

    /// <summary>Where another method is asked for.</summary>
    public static string PathOf(string method, string returnUrl) => method == SecondFactorMethods.Passkey
        ? "/second-step/passkey"
        : "/second-step" + QueryString.Create("method", method).Add("returnUrl", returnUrl);
}
