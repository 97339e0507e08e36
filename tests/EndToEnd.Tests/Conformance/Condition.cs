namespace EndToEnd.Tests.Conformance;

/// <summary>One thing that a module demands of the provider, and the providers on which this, and nothing before it, is not met. A fault may
/// remember what it has seen, so each run gets its own.</summary>
internal sealed record Condition(string Name, params Func<Fault>[] Faults)
{
    public override string ToString() => Name;
}

/// <summary>The provider does not do what a module demands.</summary>
internal sealed class ConditionFailedException(Condition condition, string detail) : Exception($"{condition.Name}: {detail}")
{
    public Condition Condition { get; } = condition;
}
