using UserDirectory.SignIn;

namespace UserDirectory.SecondFactors;

/// <summary>Decides whether somebody who has proved one factor owes a second one.</summary>
public sealed class SecondSteps(FactorLookup factors, RememberedDevices remembered)
{
    /// <param name="first">Who has proved the first factor.</param>
    /// <param name="rememberedDevice">The value of the cookie by which <see cref="RememberedDevices"/> knows the browser.</param>
    public async Task<SecondStep> DueAsync(
        SignedInUser first, StepDemand demand, string? rememberedDevice, CancellationToken cancellationToken)
    {
        if (first.Acr == AssuranceLevels.Two || await factors.FindAsync(first.UserId, cancellationToken) is not { } owned)
            return new SecondStep.None(first);

        var required = demand.IsRequired || owned.RequiredByRole;
        if (required) return owned.Strong.Count > 0 ? new SecondStep.Due(owned.Strong) : new SecondStep.EnrolmentDue();
        if (demand.IsWished && owned.Strong.Count > 0) return new SecondStep.Due(owned.Strong);
        if (!owned.Totp && !owned.EmailCodes) return new SecondStep.None(first);

        return !demand.IsRepeated && await remembered.UseAsync(rememberedDevice, first.UserId, cancellationToken)
            ? new SecondStep.None(first with { Amr = [.. first.Amr, AuthenticationMethods.RiskBased] })
            : new SecondStep.Due(owned.All);
    }
}
