using System.Text.Json;

namespace EndToEnd.Tests.Conformance;

/// <summary>A test module of the OpenID Foundation, under its own name, written from its published description.</summary>
/// <param name="Name">Its <c>testName</c>.</param>
/// <param name="PlayAsync">Plays the client, and demands.</param>
/// <param name="Conditions">What it demands beside <see cref="FlowConditions"/>.</param>
internal sealed record Module(string Name, Func<ModuleRun, Task> PlayAsync, params Condition[] Conditions)
{
    /// <summary>Nobody is signed in when it begins.</summary>
    public bool StartsSignedOut { get; init; }
}

/// <summary>A module that its own description skips for a provider like this one.</summary>
/// <param name="Name">Its <c>testName</c>.</param>
/// <param name="Holds">Whether the metadata says what the reason says.</param>
internal sealed record InapplicableModule(string Name, Func<JsonElement, bool> Holds);
