using UserDirectory.SignIn;

namespace UserDirectory.SecondFactors;

/// <summary>Decides whether somebody who has proved one factor owes a second one.</summary>
public sealed class SecondSteps(FactorLookup factors, RememberedDevices remembered)
{
    /// <summary>To be asked after the first factor, and again after a second one: a code by e-mail does not do where two factors are needed.</summary>
    /// <param name="first">Who has proved what.</param>
    /// <param name="rememberedDevice">The value of the cookie by which <see cref="RememberedDevices"/> knows the browser.</param>
    public async Task<SecondStep> DueAsync(
        SignedInUser first, StepDemand demand, string? rememberedDevice, CancellationToken cancellationToken)
    {
        if (first.Acr == AssuranceLevels.Two || await factors.FindAsync(first.UserId, cancellationToken) is not { } owned)
            return new SecondStep.None(first);

        var mailed = owned.IsMailDone(first.Amr);
        if (demand.IsRequired || owned.RequiredByRole)
        {
            if (owned.Strong.Count > 0) return new SecondStep.Due(owned.Strong);
            return mailed ? new SecondStep.EnrolmentDue() : new SecondStep.Due(owned.All);
        }

        if (demand.IsWished && owned.Strong.Count > 0) return new SecondStep.Due(owned.Strong);
        if (!owned.Totp && mailed) return new SecondStep.None(first);

        return !demand.IsRepeated && await remembered.UseAsync(rememberedDevice, first.UserId, cancellationToken)
            ? new SecondStep.None(first with { Amr = [.. first.Amr, AuthenticationMethods.RiskBased] })
            : new SecondStep.Due(owned.All);
    }
}
