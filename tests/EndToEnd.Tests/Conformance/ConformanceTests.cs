namespace EndToEnd.Tests.Conformance;

/// <summary>The OpenID Foundation's modules for providers, against the running provider; and against one that is wrong in one thing, which each
/// module must notice and name.</summary>
[Collection(nameof(CertifiedProvider))]
public sealed class ConformanceTests(CertifiedProvider provider)
{
    public static TheoryData<string, string> Modules => [.. Plans.All.SelectMany(plan => plan.Modules.Select(module => (plan.Name, module.Name)))];

    public static TheoryData<string, string> Inapplicable =>
        [.. Plans.All.SelectMany(plan => plan.Inapplicable.Select(module => (plan.Name, module.Name)))];

    [Theory, MemberData(nameof(Modules))]
    public async Task The_provider_passes(string plan, string module)
    {
        var (chosen, played) = Find(plan, module);
        var met = await RunAsync(chosen, played, Fault.None);
        Assert.NotEmpty(met);
        Assert.Equivalent(played.Conditions.Select(condition => condition.Name), met.Except(FlowConditions.All).Select(condition => condition.Name), strict: true);
    }

    /// <summary>Every condition that a sound provider met is missed on one that it is switched off at: this one, and none before it.</summary>
    [Theory, MemberData(nameof(Modules))]
    public async Task A_provider_without_the_property_fails_and_the_module_says_which(string plan, string module)
    {
        var (chosen, played) = Find(plan, module);
        var met = await RunAsync(chosen, played, Fault.None);
        Assert.All(met, condition => Assert.NotEmpty(condition.Faults));
        var unnoticed = await Task.WhenAll(met.SelectMany(condition => FaultsOf(condition, played).Select(async fault =>
        {
            // What every flow demands is missed in the first one, whoever is signed in.
            var failed = await FailureAsync(chosen, played, fault(), FlowConditions.All.Contains(condition));
            return failed?.Condition == condition ? null : $"{condition}: {failed?.Message ?? "passed"}";
        })));
        Assert.Empty(unnoticed.OfType<string>());
    }

    [Theory, MemberData(nameof(Inapplicable))]
    public async Task A_module_is_left_out_only_for_what_the_metadata_says(string plan, string module)
    {
        var left = Plans.All.Single(candidate => candidate.Name == plan).Inapplicable.Single(candidate => candidate.Name == module);
        using var run = new ModuleRun(provider, formPost: false, Fault.None, []);
        Assert.True(left.Holds(await run.GetJsonAsync(Faults.Configuration)));
    }

    private static (Plan Plan, Module Module) Find(string plan, string module)
    {
        var chosen = Plans.All.Single(candidate => candidate.Name == plan);
        return (chosen, chosen.Modules.Single(candidate => candidate.Name == module));
    }

    /// <summary>Of what every flow demands, one module tries each way to miss it, and the others one.</summary>
    private static IEnumerable<Func<Fault>> FaultsOf(Condition condition, Module module) =>
        module.Name == "oidcc-server" || !FlowConditions.All.Contains(condition) ? condition.Faults : condition.Faults.Take(1);

    private async Task<IReadOnlyCollection<Condition>> RunAsync(Plan plan, Module module, Fault fault, bool signedIn = false)
    {
        using var turn = await provider.TakeTurnAsync();
        using var run = new ModuleRun(provider, plan.FormPost, fault, module.StartsSignedOut && !signedIn ? [] : provider.Session);
        await module.PlayAsync(run);
        return [.. run.Met.Distinct()];
    }

    private async Task<ConditionFailedException?> FailureAsync(Plan plan, Module module, Fault fault, bool signedIn)
    {
        try
        {
            await RunAsync(plan, module, fault, signedIn);
            return null;
        }
        catch (ConditionFailedException failure)
        {
            return failure;
        }
    }
}
