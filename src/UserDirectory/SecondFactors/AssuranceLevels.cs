namespace UserDirectory.SecondFactors;

/// <summary>The values of <c>acr</c> that sign-ins here reach, after the levels of NIST SP 800-63B: the weakest first.</summary>
public static class AssuranceLevels
{
    /// <summary>One factor, or one and something that is no factor by NIST SP 800-63B, such as a code by e-mail.</summary>
    public const string One = "aal1";

    /// <summary>Two factors.</summary>
    public const string Two = "aal2";

    public static IReadOnlyList<string> All { get; } = [One, Two];
}
