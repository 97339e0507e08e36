using UserDirectory.SecondFactors;

namespace IdentityProvider.SecondFactors;

/// <summary>The second step as its page shows it.</summary>
/// <param name="Method">The one that is asked for now.</param>
/// <param name="Others">What else would do.</param>
internal sealed record StepMethods(string Method, IReadOnlyList<string> Others)
{
    /// <param name="all">What does, the best first.</param>
    /// <param name="wanted">What the person chose; anything else is the best.</param>
    public static StepMethods Of(IReadOnlyList<string> all, string? wanted)
    {
        var method = wanted is not null && all.Contains(wanted) ? wanted : all[0];
        return new StepMethods(method, [.. all.Where(other => other != method)]);
    }

    public bool IsCode => Method != SecondFactorMethods.Passkey;
}
