namespace MachineClient;

/// <summary>Why the program ends early, as a sentence for whoever started it.</summary>
internal sealed class StoppedException(int exitCode, string sentence) : Exception(sentence)
{
    public int ExitCode { get; } = exitCode;

    public static StoppedException Settings(string sentence) => new(2, sentence);

    public static StoppedException Unreachable(Uri address, string reason) =>
        new(3, $"{address} does not answer ({reason}). Is it running? dotnet run --project src/AppHost");

    public static StoppedException Refused(string sentence) => new(4, sentence);
}
