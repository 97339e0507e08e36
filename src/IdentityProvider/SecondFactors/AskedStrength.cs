using OidcEngine.Authorization;
using UserDirectory.SecondFactors;

namespace IdentityProvider.SecondFactors;

/// <summary>How strong a sign-in the app asks for that waits for it.</summary>
internal static class AskedStrength
{
    /// <summary>Whether it asks for two factors: nothing less is among its values of <c>acr</c>.</summary>
    public static StepDemand Demand(this PendingAuthorization? pending)
    {
        if (pending is null || pending.AcrValues.Contains(AssuranceLevels.One) || !pending.AcrValues.Contains(AssuranceLevels.Two)) return StepDemand.None;
        return new StepDemand(IsWished: true, IsRequired: pending.IsAcrEssential);
    }
}
