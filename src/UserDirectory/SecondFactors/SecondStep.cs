using UserDirectory.SignIn;

namespace UserDirectory.SecondFactors;

/// <summary>What a sign-in needs after its first factor.</summary>
public abstract record SecondStep
{
    private SecondStep() { }

    /// <summary>Nothing: the person may be signed in.</summary>
    /// <param name="User">Whom to sign in, with what is to be said of how.</param>
    public sealed record None(SignedInUser User) : SecondStep;

    /// <summary>A second factor.</summary>
    /// <param name="Methods">Of <see cref="SecondFactorMethods"/>, the best first.</param>
    public sealed record Due(IReadOnlyList<string> Methods) : SecondStep;

    /// <summary>A second factor, and the person has none yet: it is set up before anything else.</summary>
    public sealed record EnrolmentDue : SecondStep;
}

/// <summary>What the sign-in is for, as far as it says how strong it must be.</summary>
/// <param name="IsWished">The app would like two factors (<c>acr_values</c>): whoever has them shows them.</param>
/// <param name="IsRequired">The app takes nothing less (an essential <c>acr</c>, OIDC Core §5.5.1.1).</param>
/// <param name="IsRepeated">The person is to prove again who they are, so that the browser is known is not enough.</param>
public sealed record StepDemand(bool IsWished = false, bool IsRequired = false, bool IsRepeated = false)
{
    public static readonly StepDemand None = new();
}
