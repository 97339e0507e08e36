using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>One cell of the table: an artefact, held by a person of its own, that something is about to happen to.</summary>
internal sealed class Trial : IDisposable
{
    private Trial(string name, string verdict, Person person, Artefact artefact) =>
        (Name, Verdict, Person, Artefact) = (name, verdict, person, artefact);

    public Person Person { get; }

    public Artefact Artefact { get; }

    private string Name { get; }

    private string Verdict { get; }

    public static async Task<Trial> PrepareAsync(WholeProduct product, string artefact, string verdict)
    {
        var person = await Person.RegisterAsync(product);
        return new Trial(artefact, verdict, person, await Artefact.ObtainAsync(artefact, person));
    }

    /// <summary>What contradicts the table, or null. Asked at the second instance; what is dead must be so at both.</summary>
    public async Task<string?> JudgeAsync(WholeProduct product)
    {
        using var second = product.NewClientOfSecondProvider();
        if (Verdict == "lives") return await Artefact.WorksAsync(second) ? null : $"{Name} should have survived";

        using var first = product.Provider.NewClient();
        return await OutlivesAsync(second) ?? await OutlivesAsync(first);
    }

    public void Dispose() => Person.Dispose();

    /// <summary>Handles die at once; what is answered from memory has 5 seconds.</summary>
    private async Task<string?> OutlivesAsync(HttpClient instance)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await Artefact.WorksAsync(instance))
        {
            if (Artefact is not (AccessArtefact or ClientAccessArtefact or BoundAccessArtefact)) return $"{Name} is a handle, and must die at once";
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(7)) return $"{Name} outlived its grant by more than 5 s";
            await Task.Delay(250);
        }
        return null;
    }
}
